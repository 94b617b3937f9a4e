package io.voxlynx.sandbox.livekit;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the last four digits of a telephone number say about the one who has it, so that tests beside each other need
 * not change how everybody behaves.
 */
final class Script {
    /** How a call to a number goes. */
    sealed interface Outcome {
        /** Somebody answers and talks for the set time, or until the other side ends it. */
        record Answered() implements Outcome {}

        /** Somebody answers and hangs up soon. */
        record AnsweredThenHangsUp() implements Outcome {}

        /** It rings and rings. */
        record NeverAnswered() implements Outcome {}

        record Refused(SipStatus status) implements Outcome {}
    }

    static final String ANSWERED = "answered";
    private static final Map<String, Outcome> WORDS = Map.of(
            ANSWERED,
            new Outcome.Answered(),
            "answered-hangs-up",
            new Outcome.AnsweredThenHangsUp(),
            "never",
            new Outcome.NeverAnswered());
    private static final Map<String, String> ENDINGS = Map.of(
            "0100", ANSWERED,
            "0200", "answered-hangs-up",
            "0487", "never");
    private static final Map<String, ApiFault.Kind> API_FAULTS = Map.of(
            "0901", ApiFault.Kind.ERROR,
            "0902", ApiFault.Kind.ERROR_AFTER_ACCEPT,
            "0903", ApiFault.Kind.RESET_BEFORE_ACCEPT,
            "0904", ApiFault.Kind.RESET,
            "0905", ApiFault.Kind.HANG);
    private static final Map<String, WebhookFault.Kind> WEBHOOK_FAULTS = Map.of(
            "0911", WebhookFault.Kind.LOST,
            "0912", WebhookFault.Kind.REPEATED,
            "0913", WebhookFault.Kind.REORDERED,
            "0914", WebhookFault.Kind.LATE);
    private static final Pattern SIP_CODE = Pattern.compile("0?([4-6]\\d\\d)");

    private Script() {}

    /** @param otherwise a word, for numbers that say nothing */
    static Outcome outcome(String number, String otherwise) {
        String ending = ending(number);
        return word(ENDINGS.getOrDefault(ending, ending))
                .orElseGet(() -> word(otherwise).orElseThrow());
    }

    /** {@code answered}, {@code answered-hangs-up}, {@code never}, or a SIP code from 400 to 699. */
    static Optional<Outcome> word(String word) {
        Matcher code = SIP_CODE.matcher(word);
        return code.matches()
                ? Optional.of(new Outcome.Refused(new SipStatus(Integer.parseInt(code.group(1)))))
                : Optional.ofNullable(WORDS.get(word));
    }

    static Set<String> words() {
        Set<String> words = new TreeSet<>(WORDS.keySet());
        words.add("400 to 699");
        return words;
    }

    static Optional<ApiFault.Kind> apiFault(String number) {
        return Optional.ofNullable(API_FAULTS.get(ending(number)));
    }

    static Optional<WebhookFault.Kind> webhookFault(String number) {
        return Optional.ofNullable(WEBHOOK_FAULTS.get(ending(number)));
    }

    /** Of a number, or of a URI such as {@code tel:+12125550100} and {@code <sip:+12125550100@example.com>}. */
    private static String ending(String number) {
        String digits = number.replaceFirst("@.*", "").replaceAll("\\D", "");
        return digits.substring(Math.max(0, digits.length() - 4));
    }
}

package io.voxlynx.sandbox.vapi;

import java.util.List;
import java.util.SplittableRandom;

/**
 * How a call to a phone number goes. The same seed, phone number and settings always give the same one.
 *
 * @param setupMillis from accepted to ringing
 * @param ringMillis from accepted to answered, or to ended if nobody answers
 * @param talkMillis from answered to ended, 0 if nobody answers
 * @param rings false if the call fails before the phone rings
 * @param connected a person or a machine picked up
 * @param success what the analysis of the call says
 * @param turns how often the two sides speak
 */
record Outcome(
        long setupMillis,
        long ringMillis,
        long talkMillis,
        boolean rings,
        boolean connected,
        String endedReason,
        boolean success,
        int turns) {
    private static final long MAX_SETUP_MILLIS = 500;

    private enum End {
        CUSTOMER_HUNG_UP("customer-ended-call", 55),
        ASSISTANT_HUNG_UP("assistant-ended-call", 25),
        ASSISTANT_SAID_GOODBYE("assistant-ended-call-after-message-spoken", 5),
        SILENCE("silence-timed-out", 9),
        TOO_LONG("exceeded-max-duration", 1),
        LLM_FAILED("pipeline-error-openai-llm-failed", 3),
        WORKER_DIED("call.in-progress.error-vapifault-worker-died", 2),

        NO_ANSWER("customer-did-not-answer", 45),
        VOICEMAIL("voicemail", 27),
        BUSY("customer-busy", 18),
        UNAVAILABLE("call.in-progress.error-providerfault-outbound-sip-480-temporarily-unavailable", 4),
        CARRIER_DOWN("call.in-progress.error-providerfault-outbound-sip-503-service-unavailable", 2),
        CARRIER_REFUSED("twilio-failed-to-connect-call", 3),
        NO_TRANSPORT("call.start.error-get-transport", 1);

        private static final List<End> ANSWERED = List.of(
                CUSTOMER_HUNG_UP,
                ASSISTANT_HUNG_UP,
                ASSISTANT_SAID_GOODBYE,
                SILENCE,
                TOO_LONG,
                LLM_FAILED,
                WORKER_DIED);
        private static final List<End> UNANSWERED =
                List.of(NO_ANSWER, VOICEMAIL, BUSY, UNAVAILABLE, CARRIER_DOWN, CARRIER_REFUSED, NO_TRANSPORT);

        private final String reason;
        private final int weight;

        End(String reason, int weight) {
            this.reason = reason;
            this.weight = weight;
        }

        static End draw(List<End> ends, double share) {
            double left = share * ends.stream().mapToInt(end -> end.weight).sum();
            for (End end : ends) {
                left -= end.weight;
                if (left < 0) {
                    return end;
                }
            }
            return ends.get(ends.size() - 1);
        }
    }

    static Outcome of(Behaviour behaviour, String phone) {
        SplittableRandom random = Seeded.of(behaviour.seed(), "outcome", phone);
        // Every draw is made whether it is needed or not, so that one setting does not shift the others.
        boolean person = random.nextDouble() < behaviour.answerRate();
        double ring = behaviour.ringMillis() * (0.5 + random.nextDouble());
        double talk = behaviour.talkMillis() * talkFactor(random);
        double share = random.nextDouble();
        double success = random.nextDouble();
        int turns = random.nextInt(1, 7);

        End end = End.draw(person ? End.ANSWERED : End.UNANSWERED, share);
        boolean connected = person || end == End.VOICEMAIL;
        long ringMillis = Math.round(ring * ringFactor(end));
        return new Outcome(
                Math.min(MAX_SETUP_MILLIS, ringMillis / 5),
                ringMillis,
                connected ? Math.round(person ? talk : talk / 2) : 0,
                end != End.CARRIER_REFUSED && end != End.NO_TRANSPORT,
                connected,
                end.reason,
                (end == End.CUSTOMER_HUNG_UP || end == End.ASSISTANT_HUNG_UP || end == End.ASSISTANT_SAID_GOODBYE)
                        && success < 0.4,
                person ? turns : 1);
    }

    /** Log-normal with mean 1: many short talks, a few long ones. */
    private static double talkFactor(SplittableRandom random) {
        double sigma = 0.5;
        return Math.min(4, Math.exp(sigma * random.nextGaussian() - sigma * sigma / 2));
    }

    /** A phone that nobody answers rings longer; a busy line or a refusal is known sooner. */
    private static double ringFactor(End end) {
        return switch (end) {
            case NO_ANSWER -> 2;
            case BUSY, UNAVAILABLE, CARRIER_DOWN -> 0.4;
            case CARRIER_REFUSED, NO_TRANSPORT -> 0.1;
            default -> 1;
        };
    }
}

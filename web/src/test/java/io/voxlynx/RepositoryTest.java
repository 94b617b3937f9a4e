package io.voxlynx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing secret is kept with the code. What a run needs it makes afresh, and what an installation needs it is given. */
class RepositoryTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    /** By builds and runs. */
    private static final Set<String> LEFT_BEHIND = Set.of("target", ".voxlynx");

    private static final Map<String, Pattern> FORMS = Map.of(
            "a private key", Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY"),
            "a token", Pattern.compile("\\beyJ[A-Za-z0-9_-]{15,}\\.eyJ[A-Za-z0-9_-]{15,}\\.[A-Za-z0-9_-]{20,}"),
            "an API key of ours", Pattern.compile("\\bvlx_[A-Za-z0-9]{12}_[A-Za-z0-9_-]{40,}"),
            "a key of a cloud", Pattern.compile("\\b(AKIA|ASIA)[0-9A-Z]{16}\\b|\\bAIza[0-9A-Za-z_-]{35}"),
            "a key of a provider", Pattern.compile("\\b(sk|pk|rk)[-_](live|test|proj|ant)[-_][A-Za-z0-9_-]{16,}"),
            "a key of a forge",
                    Pattern.compile("\\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_\\w{22,}|glpat-[\\w-]{20}|npm_\\w{36})"),
            "a key of a messenger", Pattern.compile("\\bxox[abprs]-[A-Za-z0-9-]{10,}"));

    private static final Pattern ASSIGNED = Pattern.compile(
            "(?i)(?:secret|passw(?:or)?d|token|api[-_.]?key|credential)\\w*[\"']?\\s*(?:[:=]|,)\\s*[\"']?([\\w+/=-]{16,})");

    private static final Pattern QUOTED = Pattern.compile("[\"'=]([A-Za-z0-9+/_=-]{32,})[\"'\\s]");

    /** An id; a credential only where it is called one. */
    private static final Pattern LIKE_A_UUID = Pattern.compile("[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}");

    /** What is signed with, and made of, a secret that is written beside it; the example of W3C Trace Context. */
    private static final Set<String> KNOWN = Set.of(
            "cbf6df74433686e331fb48c0213885a2cdabd40f7f053535268b7b72b3ae2601",
            "8674d202988b6b0597d67a7444da1e454e9eaf072c2b05ee637928ceaccf5151",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");

    private static final Pattern PLACEHOLDER = Pattern.compile("random-bytes|your-|change-me");

    /** Bits a character: names and words of people stay below, random letters and digits are above. */
    private static final double RANDOM_BITS = 4;

    private static final double SHORT_BITS = 3.65;
    private static final double RANDOM_HEX_BITS = 3.1;

    @Test
    void holdsNoSecret() throws IOException, InterruptedException {
        List<Path> files = files();
        assertThat(files).hasSizeGreaterThan(500);
        List<String> found = new ArrayList<>();
        for (Path file : files) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                String place = ROOT.relativize(file) + ":" + (i + 1);
                suspicionsOf(lines.get(i)).forEach(what -> found.add(place + " " + what));
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 24, 32, 64})
    void knowsASecretWhenItSeesOne(int bytes) {
        byte[] random = new byte[bytes];
        new Random(bytes).nextBytes(random);
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        String hex = HexFormat.of().formatHex(random);

        assertThat(suspicionsOf("voxlynx.callback.secret=" + text)).isNotEmpty();
        assertThat(suspicionsOf("    private static final String API_KEY = \"" + text + "\";"))
                .isNotEmpty();
        assertThat(suspicionsOf("export VOXLYNX_DB_PASSWORD='" + hex + "'")).isNotEmpty();
        assertThat(suspicionsOf("-----BEGIN RSA " + "PRIVATE KEY-----")).isNotEmpty();
    }

    private static List<String> suspicionsOf(String line) {
        List<String> suspicions = new ArrayList<>();
        FORMS.forEach((what, form) -> form.matcher(line)
                .results()
                .filter(match -> !isAlphabet(match.group()))
                .forEach(match -> suspicions.add(what)));
        Stream.concat(
                        groups(ASSIGNED, line),
                        groups(QUOTED, line)
                                .filter(value -> !LIKE_A_UUID.matcher(value).matches()))
                .filter(value -> isRandom(value) && !KNOWN.contains(value))
                .map(value -> "something random: " + value)
                .distinct()
                .forEach(suspicions::add);
        return suspicions;
    }

    private static Stream<String> groups(Pattern form, String line) {
        return form.matcher(line).results().map(match -> match.group(1));
    }

    private static boolean isRandom(String value) {
        boolean likeAWord = !value.matches(value.length() < 32 ? ".*[0-9].*" : ".*([0-9]|[a-z].*[A-Z]).*");
        if (likeAWord || isAlphabet(value) || PLACEHOLDER.matcher(value).find()) {
            return false;
        }
        double least = value.matches("[0-9a-f-]+") ? RANDOM_HEX_BITS : value.length() < 32 ? SHORT_BITS : RANDOM_BITS;
        return bits(value) > least;
    }

    /** In order, or always the same, so that nobody has to guess it. */
    private static boolean isAlphabet(String value) {
        long ascending = IntStream.range(1, value.length())
                .map(i -> value.charAt(i) - value.charAt(i - 1))
                .filter(step -> step == 0 || step == 1)
                .count();
        return 2 * ascending > value.length();
    }

    /** Shannon's entropy of a character. */
    private static double bits(String text) {
        return text.chars().boxed().collect(Collectors.groupingBy(c -> c, Collectors.counting())).values().stream()
                .mapToDouble(count -> (double) count / text.length())
                .map(share -> -share * Math.log(share) / Math.log(2))
                .sum();
    }

    /** Those that are kept; without Git, as in an unpacked archive, all that no build has made. */
    private static List<Path> files() throws IOException, InterruptedException {
        if (Files.exists(ROOT.resolve(".git"))) {
            Process git = new ProcessBuilder("git", "ls-files", "-z")
                    .directory(ROOT.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(git.waitFor()).isZero();
            // one that was just deleted is still listed
            return Stream.of(names.split("\0"))
                    .map(ROOT::resolve)
                    .filter(Files::isRegularFile)
                    .toList();
        }
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(ROOT.relativize(file).toString().split("/"))
                            .noneMatch(LEFT_BEHIND::contains))
                    .toList();
        }
    }

    /** None of a file that is not text. */
    private static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (MalformedInputException binary) {
            return List.of();
        }
    }
}

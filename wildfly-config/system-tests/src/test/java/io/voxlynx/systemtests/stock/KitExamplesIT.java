package io.voxlynx.systemtests.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.voxlynx.systemtests.harness.OwnPlatform;
import io.voxlynx.systemtests.harness.Platforms;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unit and the environment file that lie in the kit fit the start script that lies beside them. */
@OwnPlatform
class KitExamplesIT {

    private static final Path KIT = Platforms.kit();
    private static final Path UNIT = KIT.resolve("examples/voxlynx.service");
    private static final Path ENVIRONMENT = KIT.resolve("examples/voxlynx.env");
    private static final Path CONFIGURATION = Path.of("../README.md");
    private static final int BAD_CONFIGURATION = 78;
    private static final Pattern ASSIGNMENT = Pattern.compile("#?([A-Z][A-Z0-9_]*)=(.*)");

    @TempDir
    Path directory;

    @Test
    void systemdFindsNothingWrongWithTheUnit() throws Exception {
        assumeTrue(isThere("systemd-analyze"), "There is no systemd-analyze on this machine");
        Path unit = Files.writeString(
                directory.resolve("voxlynx.service"),
                Files.readString(UNIT)
                        .replace("/opt/voxlynx-server", KIT.toAbsolutePath().toString()));

        Result result = run(Map.of(), "systemd-analyze", "verify", unit.toString());

        assertThat(result.words()).isEmpty();
        assertThat(result.status()).isZero();
    }

    @Test
    void theNodeHasTheTimeToStopAndIsNotStartedAgainWithSettingsThatAreWrong() throws IOException {
        int stop = Integer.parseInt(settings().get("VOXLYNX_STOP_SECONDS"));

        assertThat(unit("RestartPreventExitStatus")).isEqualTo(Integer.toString(BAD_CONFIGURATION));
        assertThat(Integer.parseInt(unit("TimeoutStopSec")))
                .as("what is under way, and half a minute for the rest")
                .isGreaterThanOrEqualTo(stop + 30);
        assertThat(unit("Restart")).isEqualTo("on-failure");
        assertThat(unit("NoNewPrivileges")).isEqualTo("true");
        assertThat(unit("ProtectSystem")).isEqualTo("strict");
        assertThat(unit("User")).isEqualTo("voxlynx");
    }

    /** The node runs under a user of its own, which owns nothing of it. */
    @Test
    void everybodyMayReadTheKit() throws IOException {
        try (Stream<Path> files = Files.walk(KIT)) {
            assertThat(files)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .contains(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ));
        }
    }

    @Test
    void nothingThatIsRequiredIsMissingInTheEnvironmentFile() throws Exception {
        Map<String, String> environment = new LinkedHashMap<>(settings());
        environment.put("PATH", System.getenv("PATH"));
        environment.put("VOXLYNX_BASE_DIR", directory.resolve("node").toString());
        // As far as the script goes without starting a JVM.
        environment.put("JAVA_HOME", "/nowhere");

        Result result = run(environment, KIT.resolve("bin/voxlynx.sh").toString());

        assertThat(result.words())
                .isEqualTo(
                        "VoxLynx does not start: /nowhere/bin/java does not run: set JAVA_HOME to a Java 17 or newer.\n");
        assertThat(result.status()).isEqualTo(BAD_CONFIGURATION);
    }

    @Test
    void everySettingInItIsOneThatIsDescribed() throws IOException {
        String described = Files.readString(CONFIGURATION) + Files.readString(Path.of("../server/README.md"));

        try (Stream<String> lines = Files.lines(ENVIRONMENT)) {
            List<String> names = lines.map(ASSIGNMENT::matcher)
                    .filter(Matcher::matches)
                    .map(line -> line.group(1))
                    .filter(name -> name.startsWith("VOXLYNX_") && !name.contains("_CLERK_"))
                    .toList();

            assertThat(names)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(described).contains("`" + name + "`"));
        }
    }

    private static Map<String, String> settings() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Stream<String> lines = Files.lines(ENVIRONMENT)) {
            lines.filter(line -> !line.startsWith("#"))
                    .map(ASSIGNMENT::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> settings.put(line.group(1), line.group(2)));
        }
        return settings;
    }

    private static String unit(String name) throws IOException {
        try (Stream<String> lines = Files.lines(UNIT)) {
            return lines.filter(line -> line.startsWith(name + "="))
                    .map(line -> line.substring(name.length() + 1))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static boolean isThere(String command) throws IOException, InterruptedException {
        return run(Map.of(), "sh", "-c", "command -v " + command).status() == 0;
    }

    private record Result(int status, String words) {}

    private static Result run(Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        if (!environment.isEmpty()) {
            builder.environment().clear();
            builder.environment().putAll(environment);
        }
        Process process = builder.start();
        process.getOutputStream().close();
        String words = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), words);
    }
}

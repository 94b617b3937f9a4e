package io.voxlynx.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.voxlynx.systemtests.harness.OwnPlatform;
import io.voxlynx.systemtests.harness.Platforms;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A start that cannot come to anything ends before there is a JVM, with one line that says why. */
@OwnPlatform
class KitSettingsIT {

    private static final int BAD_CONFIGURATION = 78;

    private final KitNode node = new KitNode(Platforms.kit());

    @Test
    void allThatIsMissingIsNamedAtOnce() throws InterruptedException {
        KitNode.Refusal refusal = node.told("VOXLYNX_DB_USER", "voxlynx")
                .told("VOXLYNX_NODE_NAME", "one")
                .refusal();

        assertThat(refusal.status()).isEqualTo(BAD_CONFIGURATION);
        assertThat(refusal.words())
                .startsWith("VoxLynx does not start: missing: VOXLYNX_DB_URL VOXLYNX_DB_PASSWORD JBOSS_MESSAGING")
                .contains("VOXLYNX_IDENTITY_ISSUERS")
                .doesNotContain("VOXLYNX_DB_USER")
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            VOXLYNX_NODE_NAME       | localhost                | the host's name, localhost, is not its own
            VOXLYNX_NODE_NAME       | a name with spaces       | 1 to 23 letters
            VOXLYNX_NODE_NAME       | twenty-four-letters-long | 1 to 23 letters
            VOXLYNX_TX_NODE_ID      | twenty-four-letters-long | 1 to 23 letters
            VOXLYNX_BIND_PUBLIC     | -Dsomething=else         | an address of this machine
            VOXLYNX_BIND_PRIVATE    | 0.0.0.0                  | one address of this machine
            VOXLYNX_BIND_MANAGEMENT | 'a b'                    | an address of this machine
            VOXLYNX_PORT_OFFSET     | 50000                    | a number from 0 to 49999
            VOXLYNX_PORT_OFFSET     | -1                       | a number from 0 to 49999
            VOXLYNX_HEAP            | 2                        | a size such as 768m or 2g
            VOXLYNX_STOP_SECONDS    | soon                     | a number of seconds
            """)
    void aValueThatIsNoneIsNamedWithWhatIsWanted(String name, String value, String wanted) throws InterruptedException {
        KitNode.Refusal refusal =
                node.told("VOXLYNX_NODE_NAME", "one").told(name, value).refusal();

        assertThat(refusal.status()).isEqualTo(BAD_CONFIGURATION);
        assertThat(refusal.words())
                .startsWith("VoxLynx does not start: " + name)
                .contains(wanted)
                .hasLineCount(1);
    }

    @Test
    void aValueOfSeveralLinesIsNone() throws InterruptedException {
        assertThat(node.told("VOXLYNX_NODE_NAME", "one\ntwo").refusal().words())
                .contains("VOXLYNX_NODE_NAME has several lines");
    }

    @Test
    void whatLaterGoesWrongIsToldAlikeAndNoSecretWithIt(@TempDir Path directory) throws InterruptedException {
        everythingThatIsRequired();

        assertThat(node.told("VOXLYNX_DB_URL", "postgres://db/voxlynx")
                        .refusal()
                        .words())
                .endsWith("VOXLYNX_DB_URL has to begin with jdbc:postgresql:\n");

        node.told("VOXLYNX_DB_URL", "jdbc:postgresql://db/voxlynx");
        assertThat(node.told("VOXLYNX_BASE_DIR", "/dev/null/here").refusal())
                .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(BAD_CONFIGURATION))
                .satisfies(refusal -> assertThat(refusal.words())
                        .isEqualTo("VoxLynx does not start: the directory /dev/null/here cannot be written"
                                + " (VOXLYNX_BASE_DIR).\n"));

        node.told("VOXLYNX_BASE_DIR", directory.toString());
        assertThat(node.told("VOXLYNX_EAR", "/nowhere.ear").refusal().words())
                .contains("/nowhere.ear, cannot be read")
                .doesNotContain("s3cret");

        node.told("VOXLYNX_EAR", "");
        assertThat(node.told("JAVA_HOME", "/nowhere").refusal().words())
                .contains("/nowhere/bin/java does not run: set JAVA_HOME");
    }

    @Test
    void argumentsAreRefusedAndHelpIsGiven() throws InterruptedException {
        assertThat(node.refusal("-b", "0.0.0.0").words()).contains("it takes no arguments");
        assertThat(node.refusal("--help"))
                .satisfies(help -> assertThat(help.status()).isZero())
                .satisfies(help -> assertThat(help.words()).contains("VOXLYNX_BIND_PRIVATE", "VOXLYNX_STOP_SECONDS"));
    }

    private void everythingThatIsRequired() {
        node.told("VOXLYNX_NODE_NAME", "one");
        for (String name : new String[] {
            "VOXLYNX_DB_USER",
            "VOXLYNX_DB_PASSWORD",
            "JBOSS_MESSAGING_CLUSTER_PASSWORD",
            "VOXLYNX_VAPI_API_KEY",
            "VOXLYNX_VAPI_WEBHOOK_SECRET",
            "VOXLYNX_LIVEKIT_URL",
            "VOXLYNX_LIVEKIT_API_KEY",
            "VOXLYNX_LIVEKIT_API_SECRET",
            "VOXLYNX_SCHEDULER_SECRET",
            "VOXLYNX_CALLBACK_SECRET",
            "VOXLYNX_IDENTITY_ISSUERS"
        }) {
            node.told(name, "s3cret");
        }
    }
}

package io.voxlynx.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.campaign.CampaignMode;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobParametersTest {

    @Test
    void readsWhatIsGiven() {
        UUID id = UUID.randomUUID();
        JobParameters parameters = JobParameters.of("id", id.toString(), "cap", " 8 ", "mode", "batch", "raw", "TRUE");
        assertThat(parameters.uuid("id")).contains(id);
        assertThat(parameters.number("cap", 1, 50)).contains(8);
        assertThat(parameters.constant("mode", CampaignMode.class)).contains(CampaignMode.batch);
        assertThat(parameters.flag("raw")).isTrue();
    }

    @Test
    void takesEmptyForNotGiven() {
        JobParameters parameters = JobParameters.of("cap", null, "file", " ");
        assertThat(parameters.number("cap", 1, 50)).isEmpty();
        assertThat(parameters.flag("raw")).isFalse();
        assertThatExceptionOfType(RefusedJob.class)
                .isThrownBy(() -> parameters.required("file"))
                .withMessage("property file is missing");
    }

    @Test
    void saysWhatIsWrongWhatItIsAndWhatWouldDo() {
        JobParameters parameters = JobParameters.of("cap", "many", "mode", "fast", "id", "7", "raw", "yes");
        assertRefused(
                () -> parameters.number("cap", 1, 50), "property cap must be a whole number from 1 to 50, is many");
        assertRefused(
                () -> parameters.number("cap", 1, Integer.MAX_VALUE),
                "property cap must be a whole number from 1, is many");
        assertRefused(
                () -> parameters.constant("mode", CampaignMode.class),
                "property mode must be continuous or batch, is fast");
        assertRefused(() -> parameters.uuid("id"), "property id must be a UUID, is 7");
        assertRefused(() -> parameters.flag("raw"), "property raw must be true or false, is yes");
        assertRefused(() -> parameters.some("raw", Set.of("a", "b")), "property raw must be some of a,b, is yes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "51", "-1", "1e1", "7.5", "99999999999999999999", "0x7"})
    void aNumberIsOneWithinItsBounds(String text) {
        assertRefused(
                () -> JobParameters.of("cap", text).number("cap", 1, 50),
                "property cap must be a whole number from 1 to 50, is " + text);
    }

    @Test
    void aTypingErrorIsNotPassedOver() {
        JobParameters parameters = JobParameters.of("file", "/a.csv", "ovewrite", "true");

        assertRefused(
                () -> parameters.allowOnly(Set.of("file", "raw", "overwrite")),
                "property ovewrite is unknown; known are file, overwrite, raw");
        parameters.allowOnly(Set.of("file", "ovewrite"));
    }

    @Test
    void whatTheBatchRuntimeAddsAtARestartIsNoPropertyOfTheJob() {
        Properties properties = new Properties();
        properties.setProperty("jberet.jobXmlName", "rollup.xml");
        properties.setProperty("dryRun", "true");

        assertThat(JobParameters.of(properties)).isEqualTo(JobParameters.of("dryRun", "true"));
    }

    @Test
    void whatIsLongIsShortened() {
        assertThatExceptionOfType(RefusedJob.class)
                .isThrownBy(() -> JobParameters.of("raw", "x".repeat(10_000)).flag("raw"))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
        assertThatExceptionOfType(RefusedJob.class)
                .isThrownBy(() -> JobParameters.of("x".repeat(10_000), "1").allowOnly(Set.of("raw")))
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasSizeLessThan(200));
    }

    private static void assertRefused(ThrowingCallable reading, String message) {
        assertThatExceptionOfType(RefusedJob.class).isThrownBy(reading).withMessage(message);
    }
}

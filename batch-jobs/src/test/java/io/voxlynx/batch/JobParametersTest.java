package io.voxlynx.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.voxlynx.campaign.CampaignMode;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobParametersTest {

    @Test
    void readsWhatIsGiven() {
        UUID id = UUID.randomUUID();
        JobParameters parameters = JobParameters.of("id", id.toString(), "cap", " 8 ", "mode", "batch", "raw", "TRUE");
        assertThat(parameters.uuid("id")).contains(id);
        assertThat(parameters.number("cap")).contains(8);
        assertThat(parameters.constant("mode", CampaignMode.class)).contains(CampaignMode.batch);
        assertThat(parameters.flag("raw")).isTrue();
    }

    @Test
    void takesEmptyForNotGiven() {
        JobParameters parameters = JobParameters.of("cap", null, "file", " ");
        assertThat(parameters.number("cap")).isEmpty();
        assertThat(parameters.flag("raw")).isFalse();
        assertThatExceptionOfType(RefusedJob.class)
                .isThrownBy(() -> parameters.required("file"))
                .withMessage("property file is missing");
    }

    @Test
    void saysWhatIsWrong() {
        JobParameters parameters = JobParameters.of("cap", "many", "mode", "fast", "id", "7", "raw", "yes");
        assertThatExceptionOfType(RefusedJob.class)
                .isThrownBy(() -> parameters.number("cap"))
                .withMessage("property cap must be a whole number, is many");
        assertThatExceptionOfType(RefusedJob.class)
                .isThrownBy(() -> parameters.constant("mode", CampaignMode.class))
                .withMessage("property mode must be one of [continuous, batch], is fast");
        assertThatExceptionOfType(RefusedJob.class).isThrownBy(() -> parameters.uuid("id"));
        assertThatExceptionOfType(RefusedJob.class).isThrownBy(() -> parameters.flag("raw"));
    }
}

package io.voxlynx.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.shared.Migrations;
import io.voxlynx.shared.PostgresForTests;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthChecksTest {

    @ParameterizedTest
    @CsvSource({
        "PT0S, true",
        "PT5S, true",
        "PT-59M, true",
        "PT59M59S, true",
        "PT1H, false",
        "PT-1H, false",
        "P400D, false"
    })
    void aClockIsWrongWhenNoTokenWouldBeTaken(Duration ahead, boolean up) {
        Health.Check clock = HealthChecks.clock(ahead);

        assertThat(clock.up()).isEqualTo(up);
        assertThat(clock.figure()).isEqualTo(new Health.Figure("aheadMillis", ahead.toMillis()));
    }

    @Test
    void aDatabaseThatTakesNoWritesIsNotThere() {
        boolean ordinary = PostgresForTests.database().inTransaction(HealthChecks::takesWrites);
        boolean standby = PostgresForTests.database().inTransaction(handle -> {
            handle.execute("set transaction read only");
            return HealthChecks.takesWrites(handle);
        });

        assertThat(ordinary).isTrue();
        assertThat(standby).isFalse();
    }

    @Test
    void isWellOnlyIfEveryPartIs() {
        Health.Check well = new Health.Check("database", true, null);
        Health.Check ill = new Health.Check("broker", false, null);

        assertThat(Health.of().isUp()).isTrue();
        assertThat(Health.of(well).isUp()).isTrue();
        assertThat(Health.of(well, ill).isUp()).isFalse();
    }

    @Test
    void theSchemaIsTheOneOfThisApplicationOrLater() {
        var database = PostgresForTests.database();
        assertThat(database.inStatement(Migrations::areIn)).isTrue();

        assertThatThrownBy(() -> database.useTransaction(handle -> {
                    handle.execute(
                            "insert into flyway_schema_history (installed_rank, version, description, type, script,"
                                    + " installed_by, execution_time, success)"
                                    + " values (99999, '999912312359', 'later', 'SQL', 'later', 'x', 1, true)");
                    assertThat(Migrations.areIn(handle)).isTrue();
                    handle.execute("delete from flyway_schema_history where version = (select max(version)"
                            + " from flyway_schema_history where installed_rank < 99999)");
                    assertThat(Migrations.areIn(handle)).isFalse();
                    throw new Undone();
                }))
                .isInstanceOf(Undone.class);
    }

    private static final class Undone extends RuntimeException {}
}

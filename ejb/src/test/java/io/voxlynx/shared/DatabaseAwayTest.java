package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.ResourceException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAwayTest {

    @ParameterizedTest
    @ValueSource(strings = {"08001", "08006", "57P01", "57P02", "57P03", "53300", "25006"})
    void isKnownByWhatTheDriverSays(String state) {
        assertThat(DatabaseAway.isBehind(new IllegalStateException(new SQLException("", state))))
                .isTrue();
    }

    @Test
    void isKnownByAPoolThatHasNoConnectionToGive() {
        assertThat(DatabaseAway.isBehind(new RuntimeException(new SQLException(new ResourceException("IJ000453")))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"23505", "40P01", "42601", "57014"})
    void isNotAStatementThatFailed(String state) {
        assertThat(DatabaseAway.isBehind(new SQLException("", state))).isFalse();
    }

    @Test
    void isNotAFaultOfOurs() {
        assertThat(DatabaseAway.isBehind(new NullPointerException())).isFalse();
        assertThat(DatabaseAway.isBehind(new SQLException("without a state"))).isFalse();
    }
}

package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;

class DatabaseTest {

    @Test
    void whatAStatementIsGivenIsNotInItsFailure() {
        Throwable failure = catchThrowable(() -> PostgresForTests.database()
                .useTransaction(db -> db.createUpdate("insert into schedules (name, next_at) values (:name, :at)")
                        .bind("name", "+14155550100")
                        .bind("at", "never")
                        .execute()));

        assertThat(failure).isNotNull();
        assertThat(failure.getMessage()).isNotBlank().doesNotContain("4155550100");
    }
}

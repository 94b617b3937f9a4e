package io.voxlynx.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
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

    @Test
    void whatFailsAfterACommitHidesNeitherItNorWhatElseFollows() {
        List<String> done = new ArrayList<>();
        Database database = PostgresForTests.database();

        String result = database.inTransaction(db -> {
            database.afterCommit(() -> {
                throw new IllegalStateException("the broker is away");
            });
            database.afterCommit(() -> done.add("the next"));
            return "committed";
        });

        assertThat(result).isEqualTo("committed");
        assertThat(done).containsExactly("the next");
    }
}

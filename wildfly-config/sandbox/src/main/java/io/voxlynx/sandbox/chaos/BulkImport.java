package io.voxlynx.sandbox.chaos;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Campaign;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** A large file on its way into a campaign, watched in the database: its sender may never get an answer. */
final class BulkImport {

    static final int PHONE_LENGTH = "+12122000000".length();

    static final int CAP = 20;

    /** Rows that are committed together: only their sums can be seen from outside. */
    private static final int ROUND = 20_000;

    private final Stage stage;
    private final String name;
    private final int rows;
    private final int firstNumber;
    private volatile String refusal;

    private BulkImport(Stage stage, String name, int rows, int firstNumber) {
        this.stage = stage;
        this.name = name;
        this.rows = rows;
        this.firstNumber = firstNumber;
    }

    static BulkImport send(Stage stage, Contacts.Batch contacts) {
        String name = "Bulk " + new UUID(stage.random().nextLong(), System.nanoTime());
        String assistantId = stage.importedAssistant().getString("id");
        BulkImport load = new BulkImport(stage, name, contacts.count(), contacts.first());
        stage.beside(() -> {
            // no answer is none: its node may have died
            Answer answer = Campaign.send(stage.owner(), name, assistantId, CAP, contacts.csv());
            load.refusal = answer.status() < 300 ? null : answer.status() + " " + answer.text();
        });
        return load;
    }

    /**
     * @param holder node and job that work on it; empty for nobody
     * @param rows of the file that are done
     */
    record State(String holder, String state, int rows) {

        boolean isOpen() {
            return state.equals("PENDING") || state.equals("RUNNING");
        }

        boolean isHeld() {
            return isOpen() && !holder.isEmpty();
        }

        boolean isHeldBy(String node) {
            return isOpen() && holder.startsWith(node + "/");
        }
    }

    /** How many rows are seen to be done while the import goes on; the last round ends together with it. */
    static List<Integer> visibleRows(int rows) {
        return IntStream.iterate(0, done -> done < rows, done -> done + ROUND)
                .boxed()
                .toList();
    }

    int rows() {
        return rows;
    }

    /** 0 is the file's first. */
    int numberOf(String phone) {
        return Integer.parseInt(phone.substring("+1212".length())) - firstNumber;
    }

    State now() {
        return ask("""
                select coalesce(i.lease_owner, ''), i.state, i.total_rows
                from imports i join campaigns c on c.id = i.campaign_id where c.name = ?""", row -> new State(row.getString(1), row.getString(2), row.getInt(3)));
    }

    void awaitEnd() throws InterruptedException {
        stage.await("the end of the import", BulkFaults.PATIENCE, () -> !now().isOpen());
    }

    UUID campaign() {
        return ask("select id from campaigns where name = ?", row -> row.getObject(1, UUID.class));
    }

    /** Every row is there once, at a position of its own, and all counts say so. */
    boolean isWhole() {
        return counts().equals("contacts %1$d, numbers %1$d, positions 1 to %1$d, counted %1$d %1$d 0 %1$d COMPLETED"
                .formatted(rows));
    }

    String counts() {
        return ask("""
                select format('contacts %s, numbers %s, positions %s to %s, counted %s %s %s %s %s',
                    count(*), count(distinct k.phone), min(k.position), max(k.position),
                    i.total_rows, i.accepted, i.skipped, c.total_contacts, c.import_status)
                from campaigns c join imports i on i.campaign_id = c.id join contacts k on k.campaign_id = c.id
                where c.name = ? group by i.id, c.id""", row -> row.getString(1));
    }

    @FunctionalInterface
    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    /** @throws IllegalStateException while there is no such row */
    private <T> T ask(String question, Read<T> read) {
        try (Connection database = stage.platform().database().connect();
                PreparedStatement query = database.prepareStatement(question)) {
            query.setString(1, name);
            try (ResultSet row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException(
                            refusal == null ? "Nothing there yet of " + name : "The file was refused: " + refusal);
                }
                return read.from(row);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}

package io.voxlynx.sandbox.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.voxlynx.sandbox.http.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path directory;

    @Test
    void givesBackTheLineAtItsOffset() throws IOException {
        try (var journal = open(new ArrayList<>())) {
            journal.append(line(1)).join();
            long second = journal.append(line(2)).join();
            journal.note(line(3)).join();
            assertThat(journal.at(second)).isEqualTo(line(2));
        }
    }

    @Test
    void readsLinesLongerThanItsBuffer() throws IOException {
        JsonObject large = Json.object().add("text", "é".repeat(30_000)).build();
        try (var journal = open(new ArrayList<>())) {
            assertThat(journal.at(journal.append(large).join())).isEqualTo(large);
        }
        List<JsonObject> found = new ArrayList<>();
        open(found).close();
        assertThat(found).containsExactly(large);
    }

    @Test
    void goesOnAfterARestart() throws IOException {
        try (var journal = open(new ArrayList<>())) {
            journal.note(line(1));
        }
        List<JsonObject> found = new ArrayList<>();
        try (var journal = open(found)) {
            journal.append(line(2)).join();
            assertThat(array(journal)).isEqualTo("[\n{\"n\":1},\n{\"n\":2}\n]");
        }
        assertThat(found).containsExactly(line(1));
    }

    @Test
    void dropsALineThatACrashLeftUnfinished() throws IOException {
        Files.writeString(file(), "{\"n\":1}\n{\"n\":");
        List<JsonObject> found = new ArrayList<>();
        try (var journal = open(found)) {
            journal.append(line(2)).join();
        }
        assertThat(found).containsExactly(line(1));
        assertThat(Files.readString(file())).isEqualTo("{\"n\":1}\n{\"n\":2}\n");
    }

    @Test
    void refusesAFileDamagedInTheMiddle() throws IOException {
        Files.writeString(file(), "{\"n\":1}\nrubbish\n", StandardOpenOption.CREATE);
        assertThatThrownBy(() -> open(new ArrayList<>()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged at byte 8");
    }

    @Test
    void refusesAFileThatAnotherHasOpen() throws IOException {
        try (var journal = open(new ArrayList<>())) {
            journal.append(line(1)).join();
            assertThatThrownBy(() -> open(new ArrayList<>())).hasMessageContaining("in use");
        }
    }

    @Test
    void showsAnEmptyFileAsAnEmptyArray() throws IOException {
        try (var journal = open(new ArrayList<>())) {
            assertThat(array(journal)).isEqualToIgnoringWhitespace("[]");
        }
    }

    private static String array(Journal journal) throws IOException {
        var out = new ByteArrayOutputStream();
        journal.writeArray(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private Journal open(List<JsonObject> found) throws IOException {
        return new Journal(file(), (offset, line) -> found.add(line));
    }

    private Path file() {
        return directory.resolve("lines.jsonl");
    }

    private static JsonObject line(int n) {
        return Json.object().add("n", n).build();
    }
}

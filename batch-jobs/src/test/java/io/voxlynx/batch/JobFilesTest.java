package io.voxlynx.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobFilesTest {

    @TempDir
    Path directory;

    private final JobFiles files = new JobFiles();

    @Test
    void withoutADirectoryTakesAnyAbsolutePath() throws IOException {
        files.importDirectory = Optional.empty();
        Path file = Files.writeString(directory.resolve("a.csv"), "x");
        assertThat(files.readable(file.toString())).isEqualTo(file);
        assertRefused("a.csv");
    }

    @Test
    void withADirectoryTakesOnlyWhatLiesInIt() throws IOException {
        Path inside = Files.createDirectory(directory.resolve("inside")).toRealPath();
        Path file = Files.writeString(inside.resolve("a.csv"), "x");
        Path outside = Files.writeString(directory.resolve("b.csv"), "x");
        Files.createSymbolicLink(inside.resolve("link.csv"), outside);
        files.importDirectory = Optional.of(inside.toString());
        assertThat(files.readable("a.csv")).isEqualTo(file);
        assertThat(files.readable(file.toString())).isEqualTo(file);
        assertRefused("../b.csv");
        assertRefused(outside.toString());
        assertRefused("link.csv");
        assertRefused("missing.csv");
        assertRefused("missing/a.csv");
    }

    @Test
    void overwritesOnlyWhenToldTo() throws IOException {
        files.exportDirectory = Optional.empty();
        Path file = Files.writeString(directory.resolve("a.csv"), "x");
        assertThat(files.writable(file.toString(), true)).isEqualTo(file);
        assertThat(files.writable(directory.resolve("new.csv").toString(), false))
                .isNotNull();
        assertThatExceptionOfType(RefusedJob.class).isThrownBy(() -> files.writable(file.toString(), false));
        assertThatExceptionOfType(RefusedJob.class)
                .isThrownBy(
                        () -> files.writable(directory.resolve("no/such/a.csv").toString(), true));
        assertThatExceptionOfType(RefusedJob.class).isThrownBy(() -> files.writable(directory.toString(), true));
    }

    private void assertRefused(String file) {
        assertThatExceptionOfType(RefusedJob.class).isThrownBy(() -> files.readable(file));
    }
}

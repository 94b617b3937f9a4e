package io.voxlynx.sandbox.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class PrivateFileTest {

    @TempDir
    Path directory;

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void isForItsOwnerOnly() throws IOException {
        Path file = directory.resolve("made/on/demand/run.json");

        PrivateFile.write(file, out -> out.write("{}".getBytes(StandardCharsets.UTF_8)));

        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(file).hasContent("{}");
    }

    @Test
    void keepsTheOldContentWhenTheNewOneFails() throws IOException {
        Path file = directory.resolve("run.json");
        PrivateFile.write(file, out -> out.write('a'));

        assertThatThrownBy(() -> PrivateFile.write(file, out -> {
                    out.write('b');
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");

        assertThat(file).hasContent("a");
        assertThat(directory).isDirectoryNotContaining("glob:**.run.json*.tmp");
    }
}

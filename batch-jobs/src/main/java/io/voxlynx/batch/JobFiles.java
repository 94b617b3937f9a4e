package io.voxlynx.batch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Files of the server that jobs may touch. Whoever may start jobs is an administrator of the server; a directory in the
 * configuration narrows him to that.
 */
@ApplicationScoped
public class JobFiles {

    private static final String FILE = "file";

    @Inject
    @ConfigProperty(name = "voxlynx.batch.import-directory")
    Optional<String> importDirectory;

    @Inject
    @ConfigProperty(name = "voxlynx.batch.export-directory")
    Optional<String> exportDirectory;

    Path readable(String file) {
        Path path = within(importDirectory, "voxlynx.batch.import-directory", file);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw RefusedJob.property(FILE, path, "a file that the server can read");
        }
        return path;
    }

    Path writable(String file, boolean overwrite) {
        Path path = within(exportDirectory, "voxlynx.batch.export-directory", file);
        if (path.getParent() == null || !Files.isDirectory(path.getParent()) || Files.isDirectory(path)) {
            throw RefusedJob.property(FILE, path, "a file in a directory that is there");
        }
        if (Files.exists(path) && !overwrite) {
            throw isThere(path, null);
        }
        if (!Files.isWritable(path.getParent())) {
            throw cannotBeWritten(path, null);
        }
        return path;
    }

    static RefusedJob isThere(Path file, Throwable cause) {
        return RefusedJob.property(FILE, file, "a file that is not there yet, unless overwrite=true is given", cause);
    }

    /** What the user of the server's process may write to, only the machine knows, and some of it only when asked to. */
    static RefusedJob cannotBeWritten(Path file, Throwable cause) {
        return RefusedJob.property(FILE, file, "a file in a directory that the server may write to", cause);
    }

    /** A relative path starts in the directory; links must not lead out of it either. */
    private static Path within(Optional<String> directory, String setting, String file) {
        try {
            return resolved(directory, setting, file);
        } catch (InvalidPathException e) {
            throw RefusedJob.property(FILE, file, "a path", e);
        }
    }

    private static Path resolved(Optional<String> directory, String setting, String file) {
        if (directory.isEmpty()) {
            Path path = Path.of(file);
            if (!path.isAbsolute()) {
                throw RefusedJob.property(FILE, file, "an absolute path, unless " + setting + " is set");
            }
            return path.normalize();
        }
        try {
            Path root = Path.of(directory.get()).toRealPath();
            Path path = root.resolve(file).normalize();
            Path real = Files.exists(path)
                    ? path.toRealPath()
                    : path.getParent().toRealPath().resolve(path.getFileName());
            if (!real.startsWith(root) || real.equals(root)) {
                throw RefusedJob.property(FILE, file, "a file in " + setting);
            }
            return real;
        } catch (IOException e) {
            throw RefusedJob.property(FILE, file, "a file in " + setting + ", which has to be readable", e);
        }
    }
}

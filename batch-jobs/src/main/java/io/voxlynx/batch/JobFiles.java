package io.voxlynx.batch;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Files of the server that jobs may touch. Whoever may start jobs is an administrator of the server; a directory in the
 * configuration narrows him to that.
 */
@ApplicationScoped
public class JobFiles {

    @Inject
    @ConfigProperty(name = "voxlynx.batch.import-directory")
    Optional<String> importDirectory;

    @Inject
    @ConfigProperty(name = "voxlynx.batch.export-directory")
    Optional<String> exportDirectory;

    Path readable(String file) {
        Path path = within(importDirectory, "voxlynx.batch.import-directory", file);
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            throw new RefusedJob("file cannot be read: " + path);
        }
        return path;
    }

    Path writable(String file, boolean overwrite) {
        Path path = within(exportDirectory, "voxlynx.batch.export-directory", file);
        if (path.getParent() == null || !Files.isDirectory(path.getParent()) || Files.isDirectory(path)) {
            throw new RefusedJob("file cannot be written: " + path);
        }
        if (Files.exists(path) && !overwrite) {
            throw new RefusedJob("file exists already, and overwrite=true is not given: " + path);
        }
        return path;
    }

    /** A relative path starts in the directory; links must not lead out of it either. */
    private static Path within(Optional<String> directory, String setting, String file) {
        if (directory.isEmpty()) {
            Path path = Path.of(file);
            if (!path.isAbsolute()) {
                throw new RefusedJob("file must be an absolute path unless " + setting + " is set: " + file);
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
                throw new RefusedJob("file must lie in " + setting + ": " + file);
            }
            return real;
        } catch (IOException e) {
            throw new RefusedJob(
                    "file must lie in " + setting + ", which it does not or which cannot be read: " + file, e);
        }
    }
}

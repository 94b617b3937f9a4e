package io.voxlynx.systemtests.harness;

import io.voxlynx.sandbox.run.LocalPlatform;
import io.voxlynx.sandbox.run.PortPlan;
import java.nio.file.Path;

/** Platforms of what is to be shipped, for the installation and for tests that need one to themselves. */
public final class Platforms {

    private Platforms() {}

    /** For tests marked {@link OwnPlatform}: one node, no data, not yet started. @param name tells its files apart */
    public static LocalPlatform.Builder named(String name) {
        return in(directory(name));
    }

    /** Where all of its files are. */
    public static Path directory(String name) {
        return directory().resolveSibling(directory().getFileName() + "-" + name);
    }

    /** The provisioned server, which is only read. */
    public static Path kit() {
        return Path.of(required("voxlynx.server.home"));
    }

    /** Where the directories of all of them are, and what else a run leaves. */
    public static Path output() {
        return directory().getParent();
    }

    static LocalPlatform.Builder installation() {
        return in(directory());
    }

    private static Path directory() {
        return Path.of(required("voxlynx.platform.directory"));
    }

    private static LocalPlatform.Builder in(Path directory) {
        return LocalPlatform.builder(directory)
                .server(kit(), Path.of(required("voxlynx.ear")))
                .ports(PortPlan.free(1))
                .shortLived()
                .fresh();
    }

    private static String required(String property) {
        String value = System.getProperty(property);
        if (value == null) {
            throw new IllegalStateException("System tests run through 'mvn verify': " + property + " is not set");
        }
        return value;
    }
}

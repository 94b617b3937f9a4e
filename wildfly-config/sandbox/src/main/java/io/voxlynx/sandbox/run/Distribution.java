package io.voxlynx.sandbox.run;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What a command runs, as two of its options: a server and the application. */
public final class Distribution {

    @Option(names = "--server-home", required = true, description = "the provisioned WildFly")
    private Path serverHome;

    @Option(names = "--ear", required = true, description = "the application")
    private Path ear;

    /** Has a platform run on it. */
    public LocalPlatform.Builder on(LocalPlatform.Builder platform) {
        return platform.server(serverHome, ear);
    }
}

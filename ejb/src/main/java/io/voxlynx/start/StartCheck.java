package io.voxlynx.start;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.spi.ConfigProviderResolver;

/**
 * Stops the deployment before there is any bean. Later each would stop it for its own setting, one after the other from
 * start to start.
 */
public class StartCheck implements Extension {

    private static final Logger LOG = Logger.getLogger(StartCheck.class.getName());

    private static final AtomicBoolean SAID = new AtomicBoolean();

    /**
     * While the server still reads the deployment, once for each part of it. Without the datasources, which it makes by
     * itself, it goes no further, and nobody would hear of what else is missing. There is no configuration of the
     * application's yet; asking for it would make one that is not the right one.
     */
    public StartCheck() {
        Config preliminary = ConfigProviderResolver.instance()
                .getBuilder()
                .addDefaultSources()
                .build();
        if (Prerequisites.hasNoDatasource(values(preliminary))) {
            Prerequisites.complaint(values(preliminary)).ifPresent(StartCheck::say);
        }
    }

    void check(@Observes BeforeBeanDiscovery start) {
        Prerequisites.complaint(values(ConfigProvider.getConfig())).ifPresent(complaint -> {
            say(complaint);
            throw new DefinitionException(complaint);
        });
    }

    private static void say(String complaint) {
        if (SAID.compareAndSet(false, true)) {
            LOG.severe(complaint);
        }
    }

    private static Function<String, Optional<String>> values(Config config) {
        return key -> config.getOptionalValue(key, String.class);
    }
}

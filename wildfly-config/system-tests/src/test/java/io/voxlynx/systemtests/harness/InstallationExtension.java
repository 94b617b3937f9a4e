package io.voxlynx.systemtests.harness;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the installation for the first test that wants it and ends it after the last. */
final class InstallationExtension implements ParameterResolver, BeforeEachCallback, AfterEachCallback {

    private static final Namespace NAMESPACE = Namespace.create(InstallationExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Installation.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return installation(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        installation(context).begin(context.getRequiredTestClass().getSimpleName());
        installation(context).behaveWell();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        installation(context).endCampaigns();
    }

    private static Installation installation(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .getOrComputeIfAbsent(Installation.class, key -> Installation.start(), Installation.class);
    }
}

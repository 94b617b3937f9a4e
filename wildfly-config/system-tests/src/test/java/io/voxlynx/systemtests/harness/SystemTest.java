package io.voxlynx.systemtests.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The test runs against the installation, which its methods and its constructor may take as a parameter. Before each
 * test the sandbox behaves well again; after it the test's campaigns are ended.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(InstallationExtension.class)
public @interface SystemTest {}

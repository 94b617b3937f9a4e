package io.voxlynx.systemtests.cluster;

import io.voxlynx.systemtests.harness.OwnPlatform;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The test runs against two nodes of their own, which its methods take as a parameter {@link Cluster}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@OwnPlatform
@ExtendWith(ClusterExtension.class)
@interface ClusterTest {}

package io.voxlynx.web;

import io.voxlynx.identity.Role;
import jakarta.annotation.security.DeclareRoles;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.auth.LoginConfig;

/** Everything below /api. Resources and providers are found by their annotations. */
@ApplicationPath("/api")
@LoginConfig(authMethod = "MP-JWT")
@DeclareRoles({Role.ADMIN, Role.OPERATOR, Role.VOICE, Role.WORKER, Role.SCHEDULER})
public class RestApplication extends Application {}

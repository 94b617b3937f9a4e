package io.voxlynx.web.identity;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoleClaimTest {

    @Test
    void takesOneRoleOrSeveral() {
        assertThat(roles(Map.of("role", "voice"), "role")).containsExactly("voice");
        assertThat(roles(Map.of("roles", List.of("operator", "voice")), "roles"))
                .containsExactlyInAnyOrder("operator", "voice");
        assertThat(roles(
                        Map.of(
                                "roles",
                                Json.createArrayBuilder(List.of("agent-worker")).build()),
                        "roles"))
                .containsExactly("agent-worker");
    }

    @Test
    void findsANestedClaimAndOneWhoseNameHasDots() {
        Object metadata = Json.createObjectBuilder().add("role", "admin").build();
        assertThat(roles(Map.of("app_metadata", metadata), "app_metadata.role")).containsExactly("admin");
        assertThat(roles(Map.of("https://a.test/role", "admin"), "https://a.test/role"))
                .containsExactly("admin");
    }

    @Test
    void grantsNothingForWordsOfTheIssuersOwn() {
        assertThat(roles(Map.of("role", "authenticated"), "role")).isEmpty();
        assertThat(roles(Map.of("role", "scheduler"), "role")).isEmpty();
        assertThat(roles(Map.of("role", Json.createValue(1)), "role")).isEmpty();
        assertThat(roles(Map.of(), "role")).isEmpty();
        assertThat(roles(Map.of("app_metadata", "admin"), "app_metadata.role")).isEmpty();
    }

    private static Set<String> roles(Map<String, Object> claims, String path) {
        return RoleClaim.roles(claims::get, path);
    }
}

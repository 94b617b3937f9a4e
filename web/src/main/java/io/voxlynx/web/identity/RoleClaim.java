package io.voxlynx.web.identity;

import io.voxlynx.identity.Role;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the roles in a verified token. Issuers use the same claim for words of their own; those grant nothing. */
final class RoleClaim {

    private RoleClaim() {}

    /** @param path a claim's exact name, or names separated by dots that lead to it */
    static Set<String> roles(Function<String, Object> claims, String path) {
        return texts(find(claims, path)).filter(Role.OF_TOKENS::contains).collect(Collectors.toUnmodifiableSet());
    }

    private static Object find(Function<String, Object> claims, String path) {
        Object exact = claims.apply(path);
        if (exact != null || path.indexOf('.') < 0) {
            return exact;
        }
        String[] names = path.split("\\.");
        Object found = claims.apply(names[0]);
        for (int i = 1; i < names.length; i++) {
            found = found instanceof JsonObject object ? object.get(names[i]) : null;
        }
        return found;
    }

    private static Stream<String> texts(Object claim) {
        if (claim instanceof JsonArray array) {
            return array.stream().flatMap(RoleClaim::texts);
        }
        if (claim instanceof Collection<?> values) {
            return values.stream().flatMap(RoleClaim::texts);
        }
        if (claim instanceof JsonString text) {
            return Stream.of(text.getString());
        }
        return claim instanceof String text ? Stream.of(text) : Stream.empty();
    }
}

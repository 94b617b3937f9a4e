package io.voxlynx.sandbox.tokens;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwk.PublicJsonWebKey;

/** The keys of one issuer: the newest signs, all of them are published. Made when first needed, as that takes a while. */
final class KeyRing {
    private final Supplier<SigningKey> maker;
    private final Deque<SigningKey> newestFirst = new ArrayDeque<>();

    KeyRing(Supplier<SigningKey> maker) {
        this.maker = maker;
    }

    synchronized SigningKey current() {
        if (newestFirst.isEmpty()) {
            newestFirst.push(maker.get());
        }
        return newestFirst.peek();
    }

    /** A new key signs from now on; those before it stay published. */
    synchronized void rotate() {
        current();
        newestFirst.push(maker.get());
    }

    /** Only the newest is published any longer. */
    synchronized void retireOld() {
        SigningKey newest = current();
        newestFirst.clear();
        newestFirst.push(newest);
    }

    synchronized List<String> ids() {
        current();
        return newestFirst.stream().map(SigningKey::id).toList();
    }

    /** A JSON Web Key Set, without what is private. */
    synchronized String published() {
        current();
        List<PublicJsonWebKey> keys = newestFirst.stream()
                .map(SigningKey::published)
                .filter(Objects::nonNull)
                .toList();
        return new JsonWebKeySet(keys).toJson(JsonWebKey.OutputControlLevel.PUBLIC_ONLY);
    }
}

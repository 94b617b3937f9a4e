package io.voxlynx.systemtests.identity;

import io.voxlynx.sandbox.client.Answer;
import io.voxlynx.sandbox.client.Api;
import io.voxlynx.sandbox.client.Multipart;
import jakarta.json.JsonObject;
import java.util.function.BiFunction;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A real request to one operation, with nothing wrong in it but, perhaps, who sends it.
 *
 * @param title of its {@link Permission}
 * @param thing the owner's thing that it is about: its id, room or number. Where the request changes it, a new one each
 *     time, so that whoever comes next finds it as it was
 * @param send method and path with that thing, by a caller
 * @param shows whether the owner's thing is in the answer
 */
record Attempt(
        String title, Supplier<String> thing, BiFunction<Api, String, Answer> send, BiPredicate<Answer, String> shows) {

    static Attempt at(String title, Supplier<String> thing, BiFunction<Api, String, Answer> send) {
        return new Attempt(title, thing, send, (answer, any) -> true);
    }

    static Attempt get(String title, Supplier<String> thing, String path) {
        return at(title, thing, (caller, id) -> caller.get(filled(path, id)));
    }

    static Attempt post(String title, Supplier<String> thing, String path) {
        return at(title, thing, (caller, id) -> caller.post(filled(path, id)));
    }

    static Attempt post(String title, Supplier<String> thing, String path, Function<String, JsonObject> body) {
        return at(title, thing, (caller, id) -> caller.post(filled(path, id), body.apply(id)));
    }

    static Attempt upload(String title, Supplier<Multipart> form, String path) {
        return at(title, () -> "", (caller, none) -> caller.post(path, form.get()));
    }

    /** For lists and figures. */
    Attempt showing(BiPredicate<Answer, String> showsThing) {
        return new Attempt(title, thing, send, showsThing);
    }

    private static String filled(String path, String thing) {
        return path.replaceAll("\\{[a-z]+}", thing);
    }
}

package io.voxlynx.web.http;

import static io.voxlynx.shared.JsonApi.JSON;

import io.voxlynx.shared.InvalidInput;
import jakarta.json.JsonException;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParser.Event;
import jakarta.json.stream.JsonParserFactory;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What JSON must be beside well-formed, so that everybody who reads it reads the same: no member twice, nothing behind
 * its end, no text that cannot be stored. And so that reading it is cheap: neither deep nor with numbers of which
 * somebody might write all digits. One pass over the tokens; no number is computed and no tree is built.
 */
public final class StrictJson {

    static final int DEEPEST = 100;
    static final int LONGEST_NUMBER = 100;
    /** Beyond what a double can hold. */
    static final int GREATEST_EXPONENT = 400;

    private static final int LONGEST_NAME = 100;
    private static final Pattern EXPONENT = Pattern.compile("[eE][+-]?0*(\\d*)$");
    private static final JsonParserFactory PARSERS = JSON.createParserFactory(Map.of());

    private final JsonParser parser;
    private final String whole;
    private final Deque<Level> open = new ArrayDeque<>();

    private StrictJson(JsonParser parser, String whole) {
        this.parser = parser;
        this.whole = whole;
    }

    /**
     * @param whole what the caller calls all of it, for errors of no member; null if it is the body
     * @throws InvalidInput that names the member, by the names that lead to it
     */
    public static void check(String json, String whole) {
        try (JsonParser parser = PARSERS.createParser(new StringReader(json))) {
            new StrictJson(parser, whole).read();
        } catch (JsonException e) {
            throw (InvalidInput) malformed(whole).initCause(e);
        }
    }

    private void read() {
        boolean empty = true;
        while (parser.hasNext()) {
            take(parser.next());
            empty = false;
        }
        if (empty || !open.isEmpty()) {
            throw malformed(whole);
        }
    }

    private void take(Event event) {
        switch (event) {
            case START_OBJECT, START_ARRAY -> enter();
            case END_OBJECT, END_ARRAY -> open.pop();
            case KEY_NAME -> name(parser.getString());
            case VALUE_STRING -> require(Text.isStorable(parser.getString()), Text.STORABLE);
            case VALUE_NUMBER -> number(parser.getString());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> {}
        }
    }

    private void enter() {
        require(open.size() < DEEPEST, "at most " + DEEPEST + " levels of nesting");
        open.push(new Level());
    }

    private void name(String name) {
        Level object = open.element();
        object.member = null;
        require(Text.isStorable(name), "names that are " + Text.STORABLE);
        object.member = name;
        require(object.names.add(name), "one value");
    }

    private void number(String digits) {
        require(
                digits.length() <= LONGEST_NUMBER && !isAstronomical(digits),
                "a number of at most " + LONGEST_NUMBER + " characters with an exponent of at most "
                        + GREATEST_EXPONENT);
    }

    private static boolean isAstronomical(String digits) {
        Matcher exponent = EXPONENT.matcher(digits);
        if (!exponent.find() || exponent.group(1).isEmpty()) {
            return false;
        }
        return exponent.group(1).length() > 9 || Integer.parseInt(exponent.group(1)) > GREATEST_EXPONENT;
    }

    private void require(boolean good, String expected) {
        if (!good) {
            String member = path();
            String field = member.isEmpty() ? whole : member;
            throw field == null
                    ? new InvalidInput("Invalid body: expected " + expected, Map.of("expected", expected))
                    : InvalidInput.field(field, null, expected);
        }
    }

    /** The names that lead to where we are, from outside; as many as are fit for an error. */
    private String path() {
        StringJoiner path = new StringJoiner(".");
        for (Iterator<Level> outermost = open.descendingIterator(); outermost.hasNext(); ) {
            String member = outermost.next().member;
            if (member != null && path.length() + member.length() < LONGEST_NAME) {
                path.add(member);
            }
        }
        return path.toString();
    }

    private static InvalidInput malformed(String whole) {
        return whole == null
                ? new InvalidInput("The body is not the JSON expected here", Map.of())
                : InvalidInput.field(whole, null, "a JSON object");
    }

    /** An object or array that has begun and not ended. */
    private static final class Level {

        private final Set<String> names = new HashSet<>();
        private String member;
    }
}

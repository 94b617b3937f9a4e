package io.voxlynx.sandbox.tokens;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What goes wrong with the address of a key set. */
enum KeySetFault {
    NONE("none"),
    ERROR("500"),
    /** No answer for a minute, then a reset. */
    HANG("hang"),
    /** A page of HTML. */
    GARBAGE("garbage"),
    /** A key set without keys. */
    EMPTY("empty"),
    /** A megabyte of keys. */
    HUGE("huge");

    private static final Map<String, KeySetFault> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(fault -> fault.word, Function.identity()));

    private final String word;

    KeySetFault(String word) {
        this.word = word;
    }

    static KeySetFault named(String word) {
        return BY_WORD.get(word);
    }

    static Set<String> words() {
        return BY_WORD.keySet();
    }

    String word() {
        return word;
    }
}

package io.voxlynx.shared;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A map that forgets what was not used for longest, so that strangers who call under ever new names fill no memory. */
public final class LastUsed<K, V> {

    private final Map<K, V> entries;

    public LastUsed(int atMost) {
        entries = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > atMost;
            }
        };
    }

    public synchronized Optional<V> find(K key) {
        return Optional.ofNullable(entries.get(key));
    }

    public synchronized V findOrMake(K key, Function<K, V> make) {
        return entries.computeIfAbsent(key, make);
    }

    public synchronized void put(K key, V value) {
        entries.put(key, value);
    }

    public synchronized void remove(K key) {
        entries.remove(key);
    }
}

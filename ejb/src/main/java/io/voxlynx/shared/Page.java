package io.voxlynx.shared;

import java.util.List;

/** One page of a list: the items, and how many there are in all. */
public record Page<T>(List<T> items, Request request, long total) {

    public Page {
        items = List.copyOf(items);
    }

    public long pages() {
        return (total + request.limit() - 1) / request.limit();
    }

    /** Which page (from 1) of how many items each; out of range is refused, not clamped. */
    public record Request(int page, int limit) {

        public static Request of(int page, int limit, int maxLimit) {
            if (page < 1) {
                throw InvalidInput.field("page", page, "a number from 1");
            }
            if (limit < 1 || limit > maxLimit) {
                throw InvalidInput.field("limit", limit, "a number from 1 to " + maxLimit);
            }
            return new Request(page, limit);
        }

        public long offset() {
            return (long) (page - 1) * limit;
        }
    }
}

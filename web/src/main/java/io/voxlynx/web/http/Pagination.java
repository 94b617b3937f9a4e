package io.voxlynx.web.http;

import io.voxlynx.shared.Page;

/** Where in a list a page stands; the same in every answer. */
public record Pagination(int page, int limit, long total, long pages) {

    public static Pagination of(Page<?> page) {
        return new Pagination(page.request().page(), page.request().limit(), page.total(), page.pages());
    }
}

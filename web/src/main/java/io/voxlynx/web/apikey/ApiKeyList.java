package io.voxlynx.web.apikey;

import io.voxlynx.identity.ApiKey;
import io.voxlynx.shared.Page;
import io.voxlynx.web.http.Pagination;
import java.util.List;

/** A page of keys. */
public record ApiKeyList(List<ApiKeyBody> apiKeys, Pagination pagination) {

    static ApiKeyList of(Page<ApiKey> page) {
        return new ApiKeyList(page.items().stream().map(ApiKeyBody::of).toList(), Pagination.of(page));
    }
}

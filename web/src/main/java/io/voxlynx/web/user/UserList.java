package io.voxlynx.web.user;

import io.voxlynx.identity.User;
import io.voxlynx.shared.Page;
import io.voxlynx.web.http.Pagination;
import java.util.List;
import java.util.Optional;

/** A page of people. */
public record UserList(List<UserBody> users, Pagination pagination) {

    static UserList of(Page<User> page) {
        return new UserList(
                page.items().stream()
                        .map(user -> UserBody.of(user, Optional.empty()))
                        .toList(),
                Pagination.of(page));
    }
}

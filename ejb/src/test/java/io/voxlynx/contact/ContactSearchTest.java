package io.voxlynx.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContactSearchTest {

    @Test
    void takesWildcardsLiterally() {
        assertThat(ContactSearch.pattern(" 50%_off\\ ")).isEqualTo("%50\\%\\_off\\\\%");
    }

    @Test
    void findsPhoneNumbersHoweverTheyArePunctuated() {
        assertThat(ContactSearch.pattern("+1 (415) 555-01")).isEqualTo("%+141555501%");
        assertThat(ContactSearch.pattern("415.555")).isEqualTo("%415555%");
    }

    @Test
    void leavesShortNumbersInNamesAlone() {
        assertThat(ContactSearch.pattern("24-7")).isEqualTo("%24-7%");
        assertThat(ContactSearch.pattern("Studio 1-2")).isEqualTo("%Studio 1-2%");
    }

    @Test
    void knowsWhichTermsTrigramsCannotNarrow() {
        assertThat(ContactSearch.hasTrigram("%smi%")).isTrue();
        assertThat(ContactSearch.hasTrigram("%o'c%")).isFalse();
        assertThat(ContactSearch.hasTrigram("%öçş%")).isFalse();
    }
}

package org.confluens.sr;

import java.util.List;

/** Names in the scripts that documents must carry, in one, two and three groups. */
final class PersonNames {

    static final List<String> ALL = List.of(
            "DOE^JANE",
            "Äneas^Rüdiger",
            "Διονυσιος^Ελένη",
            "Люкceмбypг^Анна",
            "Yamada^Tarou=山田^太郎=やまだ^たろう",
            "Hong^Gildong=洪^吉洞=홍^길동",
            "Wang^XiaoDong=王^小东",
            "שרון^דבורה",
            "قباني^لنزار",
            "นามสกุล^ชื่อ");

    private PersonNames() {}
}

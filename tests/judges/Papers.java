import java.io.File;
import java.util.Set;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Holds PDFs to PDF/UA-1: for each file its path, then a line for each rule that it breaks. */
class Papers {
  public static void main(String[] files) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (String file : files) {
      System.out.println("file\t" + file);
      for (String broken : judged(new File(file))) {
        System.out.println("rule\t" + broken.replaceAll("\\s+", " "));
      }
    }
  }

  private static Set<String> judged(File file) throws Exception {
    PDFAFlavour standard = PDFAFlavour.PDFUA_1;
    try (PDFAParser parser = Foundries.defaultInstance().createParser(file, standard);
        PDFAValidator validator = Foundries.defaultInstance().createValidator(standard, false)) {
      ValidationResult result = validator.validate(parser);
      Set<String> broken = new TreeSet<>();
      for (TestAssertion one : result.getTestAssertions()) {
        broken.add(one.getRuleId().getClause() + " " + one.getMessage());
      }
      if (broken.isEmpty() && !result.isCompliant()) {
        broken.add("not compliant, and veraPDF does not say why");
      }
      return broken;
    }
  }
}

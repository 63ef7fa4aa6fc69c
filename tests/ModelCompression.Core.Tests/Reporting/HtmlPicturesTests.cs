using System.Text;
using System.Text.RegularExpressions;
using ModelCompression.Reporting;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class HtmlPicturesTests
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47];

    [TestMethod]
    public void Samples_with_a_picture_are_shown_with_what_the_models_say()
    {
        var report = ReportSamples.Pass with
        {
            Changed = [new ChangedReport("#1247", 7, "broken") { Before = 7, After = 1 }, new ChangedReport("#340", 2, "repaired") { Before = 3, After = 2 }, new ChangedReport("#9", 4, "broken")],
            Thumbnails = new Dictionary<string, byte[]> { ["#1247"] = Png, ["#340"] = Png },
        };

        var html = HtmlReport.Of(report);

        Assert.AreEqual(2, Regex.Count(html, "<img src=\"data:image/png;base64,iVBORw==\""));
        Assert.Contains("7: 7 \u2192 1", html);
        Assert.Contains("2: 3 \u2192 2", html);
        Assert.Contains("img-src data:", html);
        Assert.Contains("Show all 3 rows", html, "the table is folded behind the pictures");
        Assert.DoesNotContain("iVBORw", report.ToJson());
    }

    [TestMethod]
    public void Without_pictures_there_is_the_table_alone()
    {
        var html = new StringBuilder();

        Assert.IsFalse(HtmlPictures.Thumbnails(html, ReportSamples.Pass));
        Assert.AreEqual("", html.ToString());
    }

    [TestMethod]
    public void Hostile_names_of_samples_stay_text()
    {
        var html = HtmlReport.Of(ReportSamples.Pass with
        {
            Changed = [new ChangedReport(ReportSamples.Hostile, 7, "broken")],
            Thumbnails = new Dictionary<string, byte[]> { [ReportSamples.Hostile] = Png },
        });

        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("::error", html);
        Assert.Contains("alt=\"&#58;:error", html);
    }
}

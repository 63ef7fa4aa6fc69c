using System.Text.Json;
using ModelCompression.Diagnostics;
using ModelCompression.Reporting;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Reporting;

[TestClass]
public sealed class ReportWriterTests
{
    private static readonly string[] Files = [ReportWriter.HtmlFile, ReportWriter.JsonFile, ReportWriter.JUnitFile, ReportWriter.MarkdownFile, ReportWriter.SarifFile];

    [TestMethod]
    public void Writes_its_files_into_a_folder_it_makes_and_nothing_else()
    {
        using var temp = new TempFolder();
        var folder = Path.Combine(temp.Path, "a", "b");

        ReportWriter.Write(ReportSamples.Pass, folder);

        CollectionAssert.AreEqual(Files, Names(folder));
    }

    [TestMethod]
    public void Replaces_what_was_there_and_repeats_byte_for_byte()
    {
        using var temp = new TempFolder();
        ReportWriter.Write(ReportSamples.Fail, temp.Path);
        ReportWriter.Write(ReportSamples.Pass, temp.Path);
        var first = Files.Select(file => File.ReadAllBytes(Path.Combine(temp.Path, file))).ToList();
        ReportWriter.Write(ReportSamples.Pass, temp.Path);

        for (var i = 0; i < Files.Length; i++)
        {
            CollectionAssert.AreEqual(first[i], File.ReadAllBytes(Path.Combine(temp.Path, Files[i])));
        }

        CollectionAssert.AreEqual(Files, Names(temp.Path));
    }

    [TestMethod]
    public void The_json_reads_back_as_the_same_report()
    {
        using var temp = new TempFolder();
        foreach (var report in new[] { ReportSamples.Pass, ReportSamples.Error, ReportSamples.Malicious, ReportSamples.Extreme })
        {
            ReportWriter.Write(report, temp.Path);
            var json = File.ReadAllText(Path.Combine(temp.Path, ReportWriter.JsonFile));
            var again = JsonSerializer.Deserialize<ModelReport>(json, ModelReport.Json);

            Assert.AreEqual(report.ToJson() + "\n", again?.ToJson() + "\n");
            Assert.AreEqual(report.Model, again?.Model);
            Assert.DoesNotContain("##", json);
        }
    }

    [TestMethod]
    public void Is_added_to_the_step_summary_of_a_build_server_until_that_is_full()
    {
        using var temp = new TempFolder();
        var summary = temp["summary.md"];
        ReportWriter.Write(ReportSamples.Pass, temp.Path, summary);
        ReportWriter.Write(ReportSamples.Fail, temp.Path, summary);
        var text = File.ReadAllText(summary);

        Assert.AreEqual(MarkdownReport.Of(ReportSamples.Pass) + "\n" + MarkdownReport.Of(ReportSamples.Fail) + "\n", text);
        File.WriteAllText(summary, new string('x', 999_999));
        ReportWriter.Write(ReportSamples.Pass, temp.Path, summary);
        Assert.AreEqual(999_999, new FileInfo(summary).Length);
    }

    [TestMethod]
    public void A_step_summary_that_cannot_be_written_is_one_coded_error()
    {
        using var temp = new TempFolder();

        var error = Assert.ThrowsExactly<UserErrorException>(() => ReportWriter.Write(ReportSamples.Pass, temp.Path, temp.Path)).Diagnostic;
        Assert.AreEqual(Codes.OutputNotWritable, error.Code);
        Assert.Contains("GITHUB_STEP_SUMMARY", error.Message);
        Assert.IsTrue(File.Exists(Path.Combine(temp.Path, ReportWriter.HtmlFile)));
    }

    [TestMethod]
    public void A_folder_that_is_a_file_is_one_coded_error()
    {
        using var temp = new TempFolder();
        var path = Path.Combine(temp.Path, "file");
        File.WriteAllText(path, "kept");

        var error = Assert.ThrowsExactly<UserErrorException>(() => ReportWriter.Write(ReportSamples.Pass, path));

        Assert.AreEqual(Codes.OutputNotWritable, error.Diagnostic.Code);
        Assert.AreEqual("kept", File.ReadAllText(path));
    }

    [TestMethod]
    public void A_file_that_cannot_be_replaced_is_one_coded_error_and_leaves_no_temporary_file()
    {
        using var temp = new TempFolder();
        Directory.CreateDirectory(Path.Combine(temp.Path, ReportWriter.HtmlFile, "in the way"));

        var error = Assert.ThrowsExactly<UserErrorException>(() => ReportWriter.Write(ReportSamples.Pass, temp.Path));

        Assert.AreEqual(Codes.OutputNotWritable, error.Diagnostic.Code);
        Assert.IsEmpty(Names(temp.Path).Where(name => name.EndsWith(".tmp", StringComparison.Ordinal)).ToList());
    }

    private static string[] Names(string folder) => [.. Directory.EnumerateFiles(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}

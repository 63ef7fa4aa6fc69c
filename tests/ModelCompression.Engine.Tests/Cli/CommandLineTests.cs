using ModelCompression.Analysis;
using ModelCompression.Compression;

namespace ModelCompression.Engine.Tests.Cli;

[TestClass]
public sealed class CommandLineTests
{
    [TestMethod]
    [DataRow("--help", "modelc.txt")]
    [DataRow("compress --help", "compress.txt")]
    [DataRow("evaluate --help", "evaluate.txt")]
    [DataRow("inspect --help", "inspect.txt")]
    public void Help_is_what_a_person_has_read(string arguments, string golden)
    {
        using var workspace = new Workspace();
        var actual = workspace.Run(arguments.Split(' ')).Exits(0).Output.ReplaceLineEndings("\n");
        var path = Path.Combine(AppContext.BaseDirectory, "Cli", "Golden", golden);
        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (expected != actual)
        {
            File.WriteAllText(path + ".actual", actual);
        }

        Assert.AreEqual(expected, actual, $"See {path}.actual.");
    }

    [TestMethod]
    public void Every_option_of_an_item_is_an_option_in_kebab_case()
    {
        using var workspace = new Workspace();
        var catalog = new Catalog();
        var names = Engine.Cli.CommandLine.OptionsFor(catalog, _ => true).Select(option => option.Option.Name).ToList();
        CollectionAssert.AreEqual(new OptionDefinitions(catalog).All.Where(option => !option.ProjectOnly).Select(option => "--" + option.KebabName).ToList(), names);
        CollectionAssert.IsSubsetOf(new[] { "--calibration-data", "--max-metric-drop", "--quantization", "--target", "--gate-severity" }, names);
        var errors = workspace.Run(["compress", "absent.onnx", "-o", "out.onnx", .. names.SelectMany(name => new[] { name, "" })]).Exits(2).Errors;
        StringAssert.Contains(errors, "error MC2001: ");
    }

    [TestMethod]
    [DataRow("compress model.onnx --json", "--output")]
    [DataRow("compress model.onnx -o out.onnx --qantization Static --json", "--qantization")]
    [DataRow("compress --json -o out.onnx", "model")]
    [DataRow("compress model.onnx -o out.onnx --max-threads many --json", "many")]
    [DataRow("evaluate --json", "model")]
    [DataRow("squeeze model.onnx --json", "squeeze")]
    public void Wrong_arguments_are_a_coded_error_in_json_too(string arguments, string part)
    {
        using var workspace = new Workspace();
        var result = workspace.Run(arguments.Split(' ')).Exits(2);
        Assert.IsTrue(result.Diagnostics.All(item => item == "error MC0004"));
        StringAssert.Contains(result.Output, part);
        StringAssert.Contains(result.Errors, part);
        StringAssert.Contains(result.Errors, "--help'.");
    }
}

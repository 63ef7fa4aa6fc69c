using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Diagnostics;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression;

/// <summary>Nothing the user writes is ignored silently.</summary>
[TestClass]
public sealed class IdleOptionsTests
{
    [TestMethod]
    [DataRow("BlockSize", "64", "Quantization", "Static+Float16")]
    [DataRow("BlockSize", "32", "Goal", "Speed")]
    [DataRow("Rounding", "SecondOrder", "CalibrationData", "")]
    [DataRow("ScaleSearch", "All", "CalibrationData", "")]
    [DataRow("BiasCorrection", "Fast", "CalibrationData", "")]
    [DataRow("BiasCorrection", "Sequential", "CalibrationData", "")]
    [DataRow("Calibrator", "MinMax", "CalibrationData", "")]
    [DataRow("PruningAllocation", "Global", "Pruning", "None")]
    public void What_cannot_do_anything_is_one_warning_that_names_it(string name, string value, string beside, string other)
    {
        var said = Read((name, value), ("CalibrationData", "c.npz"), (beside, other)).Single();

        Assert.AreEqual((Codes.OptionWithoutEffect, Severity.Warning), (said.Code, said.Severity));
        Assert.StartsWith($"{name} '{value}' ", said.Message);
    }

    [TestMethod]
    [DataRow("BlockSize", "64", "Quantization", "WeightOnly+Float16")]
    [DataRow("BlockSize", "64", "Goal", "Size")]
    [DataRow("Rounding", "Nearest", "CalibrationData", "")]
    [DataRow("Rounding", "SecondOrder", "CalibrationData", "c.npz")]
    [DataRow("ScaleSearch", "None", "CalibrationData", "")]
    [DataRow("BiasCorrection", "None", "CalibrationData", "")]
    [DataRow("BiasCorrection", " ", "CalibrationData", "")]
    [DataRow("Calibrator", "Auto", "CalibrationData", "")]
    [DataRow("ActivationSymmetry", "Asymmetric", "Target", "Qnn")]
    [DataRow("ActivationSymmetry", "Symmetric", "Target", "TensorRT")]
    public void What_does_something_or_asks_for_nothing_is_not_worth_a_word(string name, string value, string beside, string other) =>
        Assert.IsEmpty(Read((name, value), ("CalibrationData", "c.npz"), (beside, other)));

    [TestMethod]
    [DataRow("ScaleSearch", "All", "Rounding", "Nearest")]
    [DataRow("ActivationSymmetry", "Asymmetric", "Target", "TensorRT")]
    public void Options_that_contradict_each_other_are_an_error_that_names_both(string name, string value, string beside, string other)
    {
        var error = Assert.ThrowsExactly<UserErrorException>(() => Read((name, value), ("CalibrationData", "c.npz"), (beside, other))).Diagnostic;

        Assert.AreEqual(Codes.InvalidOption, error.Code);
        Assert.Contains($"{name} '{value}'", error.Message);
        Assert.Contains($"{beside} '{other}'", error.Message);
    }

    [TestMethod]
    public void Blocks_a_rule_asks_for_have_a_size()
    {
        using var temp = new TempFolder();
        File.WriteAllText(temp["r.json"], """{ "BlockSize": 64, "rules": [{ "match": { "name": "head" }, "scheme": "WeightOnly" }] }""");

        Assert.IsEmpty(Read(("Recipe", temp["r.json"])));
    }

    [TestMethod]
    [DataRow("", false)]
    [DataRow("", true)]
    [DataRow("WeightOnly", false)]
    [DataRow("WeightOnly", true)]
    public void A_resolved_recipe_is_read_without_a_word(string quantization, bool calibrated)
    {
        using var temp = new TempFolder();
        foreach (var target in new Catalog().Of<IHardwareTarget>().Select(entry => entry.Id).Where(target => quantization.Length == 0 || target is "Portable" or "X64" or "Arm64"))
        {
            (string, string)[] data = [("CalibrationData", calibrated ? "c.npz" : "")];
            var options = Reader(new DiagnosticList()).Read(Values([("Quantization", quantization), ("Target", target), .. data]), temp.Path);
            File.WriteAllText(temp["r.json"], ResolvedRecipe.ToJson(ResolvedRecipe.Of(options, calibrated), []));

            Assert.IsEmpty(Read([("Recipe", temp["r.json"]), .. data]), target);
        }
    }

    private static OptionReader Reader(IDiagnostics diagnostics) => new(new OptionDefinitions(new Catalog()), diagnostics);

    private static IReadOnlyList<Diagnostic> Read(params (string Name, string Value)[] values)
    {
        var diagnostics = new DiagnosticList();
        Reader(diagnostics).Read(Values(values), Path.GetTempPath());
        return [.. diagnostics.Items];
    }

    /// <summary>Of an option given twice the last value counts.</summary>
    private static Dictionary<string, string> Values(params (string Name, string Value)[] values) =>
        values.GroupBy(pair => pair.Name).ToDictionary(group => group.Key, group => group.Last().Value);
}

using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Recipes;
using ModelCompression.Diagnostics;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class ResolvedRecipeTests
{
    [TestMethod]
    public void Auto_with_calibration_data_is_static_then_dynamic_then_storage() =>
        CollectionAssert.AreEqual(new[] { "Static", "Dynamic", "Embedding", "Float16" }, ResolvedRecipe.Quantizers(Options(), hasCalibration: true).ToArray());

    [TestMethod]
    public void Auto_without_data_is_dynamic_then_storage() =>
        CollectionAssert.AreEqual(new[] { "Dynamic", "Embedding", "Float16" }, ResolvedRecipe.Quantizers(Options(), hasCalibration: false).ToArray());

    [TestMethod]
    public void A_named_quantizer_stands_alone_and_None_is_none()
    {
        CollectionAssert.AreEqual(new[] { "Float16" }, ResolvedRecipe.Quantizers(Options(("Quantization", "float16")), hasCalibration: true).ToArray());
        Assert.IsEmpty(ResolvedRecipe.Quantizers(Options(("Quantization", "None")), hasCalibration: true));
    }

    [TestMethod]
    public void Everything_that_decides_about_the_bytes_is_in_it()
    {
        var plain = ResolvedRecipe.Of(Options(), hasCalibration: true);
        foreach (var change in new[] { ("Target", "X64"), ("WeightCalibrator", "Mse"), ("ActivationSymmetry", "Symmetric"), ("Granularity", "PerTensor"), ("Quantization", "Static"), ("Seed", "1"), ("WeightBits", "6") })
        {
            var changed = ResolvedRecipe.Of(Options(change, ("CalibrationData", "c.npz")), hasCalibration: true);
            Assert.IsFalse(plain.SequenceEqual(changed), change.Item1);
        }

        var pruned = ResolvedRecipe.Of(Options(("Pruning", "Random"), ("Sparsity", "0.25")), hasCalibration: false);
        Assert.AreEqual("0.25", pruned["Sparsity"]);
        Assert.AreEqual("Lamp", pruned["PruningAllocation"]);
    }

    [TestMethod]
    public void Weights_in_blocks_come_with_storage_of_the_rest_and_everything_that_decides_about_them_is_in_it()
    {
        var plain = ResolvedRecipe.Of(Options(("Quantization", "WeightOnly")), hasCalibration: false);
        Assert.AreEqual("WeightOnly+Embedding+Float16", plain["Quantization"]);
        Assert.AreEqual("PerBlock", plain["Granularity"]);
        Assert.AreEqual("32", plain["BlockSize"]);
        foreach (var change in new[] { ("WeightBits", "4"), ("BlockSize", "64"), ("WeightSymmetry", "Asymmetric") })
        {
            Assert.IsFalse(plain.SequenceEqual(ResolvedRecipe.Of(Options(change, ("Quantization", "WeightOnly")), hasCalibration: false)), change.Item1);
        }
    }

    [TestMethod]
    public void Equalization_is_on_only_for_static_quantization_with_calibration_data()
    {
        Assert.AreEqual("true", ResolvedRecipe.Of(Options(), hasCalibration: true)["CrossLayerEqualization"]);
        Assert.AreEqual("false", ResolvedRecipe.Of(Options(), hasCalibration: false)["CrossLayerEqualization"]);
        Assert.AreEqual("false", ResolvedRecipe.Of(Options(("Quantization", "Dynamic")), hasCalibration: true)["CrossLayerEqualization"]);
        Assert.AreEqual("false", ResolvedRecipe.Of(Options(("CrossLayerEqualization", "false")), hasCalibration: true)["CrossLayerEqualization"]);
    }

    [TestMethod]
    public void Biases_are_corrected_by_means_alone_where_weights_are_rounded_to_nearest()
    {
        Assert.AreEqual("Sequential", ResolvedRecipe.Of(Options(), hasCalibration: true)["BiasCorrection"]);
        Assert.AreEqual("Fast", ResolvedRecipe.Of(Options(("Rounding", "Nearest")), hasCalibration: true)["BiasCorrection"]);
        Assert.AreEqual("Sequential", ResolvedRecipe.Of(Options(("Rounding", "Nearest"), ("BiasCorrection", "sequential")), hasCalibration: true)["BiasCorrection"]);
        Assert.AreEqual("None", ResolvedRecipe.Of(Options(), hasCalibration: false)["BiasCorrection"]);
    }

    [TestMethod]
    public void Scales_are_searched_only_where_a_rounding_uses_data()
    {
        Assert.AreEqual("Coarse", ResolvedRecipe.Of(Options(), hasCalibration: true)["ScaleSearch"]);
        Assert.AreEqual("All", ResolvedRecipe.Of(Options(("ScaleSearch", "all")), hasCalibration: true)["ScaleSearch"]);
        Assert.AreEqual("None", ResolvedRecipe.Of(Options(("ScaleSearch", "All")), hasCalibration: false)["ScaleSearch"]);
        Assert.AreEqual("None", ResolvedRecipe.Of(Options(("ScaleSearch", "All")) with { Rounding = "Nearest" }, hasCalibration: true)["ScaleSearch"]);
    }

    [TestMethod]
    public void Rounding_without_data_is_to_nearest() =>
        Assert.AreEqual("Nearest", ResolvedRecipe.Of(Options(("Rounding", "SecondOrder")), hasCalibration: false)["Rounding"]);

    [TestMethod]
    public void Size_of_blocks_only_a_rule_asks_for_is_in_it()
    {
        var options = Options(("BlockSize", "64"));
        RecipeRule[] rules = [new(new NodePattern("head", null, null)) { Scheme = "WeightOnly" }];

        Assert.IsFalse(ResolvedRecipe.Of(options, hasCalibration: false).ContainsKey("BlockSize"));
        Assert.AreEqual("64", ResolvedRecipe.Of(options with { Rules = rules }, hasCalibration: false)["BlockSize"]);
    }

    [TestMethod]
    public void Limits_of_the_gate_are_not_in_it() => CollectionAssert.AreEqual(
        ResolvedRecipe.Of(Options(), hasCalibration: false).ToArray(),
        ResolvedRecipe.Of(Options(("MaxMetricDrop", "0.5"), ("MaxSize", "1MB"), ("GateSeverity", "Warning")), hasCalibration: false).ToArray());

    private static CompressionOptions Options(params (string Name, string Value)[] values) =>
        new OptionReader(new OptionDefinitions(new Catalog()), new DiagnosticList()).Read(values.ToDictionary(value => value.Name, value => value.Value), Path.GetTempPath());
}

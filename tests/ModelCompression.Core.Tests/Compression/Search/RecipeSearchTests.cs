namespace ModelCompression.Core.Tests.Compression.Search;

[TestClass]
public sealed class RecipeSearchTests
{
    private const string Mixed = """
        input x: float[4,4,6,6]
        w = const float[16,4,3,3] seed 1 range -0.3 0.3
        m = const float[576,256] seed 3 range -0.05 0.05
        c = Conv(x, w) <pads=[1,1,1,1]>
        r = Relu(c)
        f = Flatten(r)
        y = MatMul(f, m)
        output y
        """;

    [TestMethod]
    [DataRow("Balanced")]
    [DataRow("Size")]
    public void The_usual_recipe_is_taken_when_it_is_not_slower(string goal)
    {
        using var bench = new SearchBench(Mixed, calibrated: true, Times(statics: 1), ("Goal", goal), ("AccuracyControl", "false"));
        var found = bench.Find();

        Assert.AreEqual("Static+Dynamic+Embedding+Float16", found.Quantization);
        Assert.IsEmpty(found.Notes);
        Assert.AreEqual(1, bench.Built);
    }

    [TestMethod]
    public void Without_data_nothing_is_calibrated()
    {
        using var bench = new SearchBench(Mixed, calibrated: false, Times(dynamic: 1));

        Assert.AreEqual("Dynamic+Embedding+Float16", bench.Find().Quantization);
    }

    [TestMethod]
    public void Balanced_leaves_out_what_makes_it_slower_and_says_so()
    {
        using var bench = new SearchBench(Mixed, calibrated: true, Times(statics: 2, dynamic: 1), ("Goal", "Balanced"));
        var found = bench.Find();

        Assert.AreEqual("Dynamic+Embedding+Float16", found.Quantization);
        Assert.Contains("at 0.50 times the original's speed", found.Notes.Single());
        Assert.AreEqual(2, bench.Built);
    }

    [TestMethod]
    public void Balanced_stays_with_storage_alone_when_all_integers_are_slower()
    {
        using var bench = new SearchBench(Mixed, calibrated: true, Times(statics: 3, dynamic: 2), ("Goal", "Balanced"));

        Assert.AreEqual("Embedding+Float16", bench.Find().Quantization);
    }

    [TestMethod]
    public void Speed_takes_the_fastest_of_those_that_are_faster()
    {
        using var bench = new SearchBench(Mixed, calibrated: true, Times(statics: 0.5, dynamic: 0.25), ("Goal", "Speed"));

        Assert.AreEqual("Dynamic+Embedding+Float16", bench.Find().Quantization);
    }

    [TestMethod]
    public void Speed_hands_the_original_on_when_nothing_is_faster()
    {
        using var bench = new SearchBench(Mixed, calibrated: true, Times(statics: 1.5, dynamic: 1.1), ("Goal", "Speed"));
        var found = bench.Find();

        Assert.AreEqual("None", found.Quantization);
        Assert.IsEmpty(found.Rules);
        Assert.Contains("no candidate is faster than the original (the best is 1.00 times as fast)", found.Notes.Single());
    }

    [TestMethod]
    public void Size_tries_4_bits_where_matrices_dominate_and_there_is_something_to_judge_them_by()
    {
        using var judged = new SearchBench(Mixed, calibrated: true, Times(), ("Goal", "Size"));
        using var blind = new SearchBench(Mixed, calibrated: false, Times(), ("Goal", "Size"));
        var found = judged.Find();

        Assert.AreEqual(("WeightOnly+Static+Dynamic+Embedding+Float16", 4), (found.Quantization, found.Node.WeightBits));
        Assert.AreEqual(8, blind.Find().Node.WeightBits);
    }

    [TestMethod]
    public void Balanced_hands_a_model_on_that_would_only_grow()
    {
        using var bench = new SearchBench("input x: float[1,2,8,8] w = const float[2,2,1,1] seed 1 y = Conv(x, w) output y", calibrated: true, Times(statics: 1), ("Goal", "Balanced"));
        var found = bench.Find();

        Assert.AreEqual("None", found.Quantization);
        Assert.Contains("neither smaller nor faster", found.Notes.Single());
    }

    [TestMethod]
    public void Size_hands_a_model_on_that_would_only_grow()
    {
        using var bench = new SearchBench("input x: float[1,2,8,8] w = const float[2,2,1,1] seed 1 y = Conv(x, w) output y", calibrated: true, Times(statics: 0.5), ("Goal", "Size"));
        var found = bench.Find();

        Assert.AreEqual("None", found.Quantization);
        Assert.Contains("no candidate is smaller", found.Notes.Single());
    }

    [TestMethod]
    public void What_is_asked_for_is_taken_however_slow()
    {
        using var bench = new SearchBench(Mixed, calibrated: true, Times(statics: 9), ("Goal", "Speed"), ("Quantization", "Static"));

        Assert.AreEqual("Static", bench.Find().Quantization);
    }

    [TestMethod]
    public void Where_speed_cannot_be_measured_the_usual_recipe_is_taken()
    {
        using var bench = new SearchBench(Mixed, calibrated: true, null, ("Goal", "Speed"));

        Assert.AreEqual("Static+Dynamic+Embedding+Float16", bench.Find().Quantization);
    }

    /// <summary>Milliseconds of models with statically, else with dynamically quantized layers; every other takes one.</summary>
    private static Func<IReadOnlyList<string>, double> Times(double statics = 0.5, double dynamic = 0.5) => operators =>
        operators.Contains("QuantizeLinear") ? statics : operators.Contains("DynamicQuantizeLinear") ? dynamic : 1;
}

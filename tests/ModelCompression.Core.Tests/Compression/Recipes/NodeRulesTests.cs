using ModelCompression.Analysis;
using ModelCompression.Compression;
using ModelCompression.Compression.Recipes;
using ModelCompression.Diagnostics;
using ModelCompression.Ir;
using ModelCompression.Quantization;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Compression.Recipes;

[TestClass]
public sealed class NodeRulesTests
{
    private static readonly NodePattern All = new(null, null, null);
    private static readonly NodePattern First = new("first", null, null);

    [TestMethod]
    public void The_last_rule_that_says_something_counts()
    {
        var (rules, model, _) = Of(
            new(All) { WeightBits = 4, Calibrator = "MinMax" },
            new(First) { WeightBits = 6, WeightCalibrator = "Mse" },
            new(All) { Granularity = Granularity.PerTensor });

        Assert.AreEqual(new NodeSettings { WeightBits = 6, Calibrator = "MinMax", WeightCalibrator = "Mse", Granularity = Granularity.PerTensor }, rules.SettingsOf(Node(model, "first")));
        Assert.AreEqual(new NodeSettings { WeightBits = 4, Calibrator = "MinMax", Granularity = Granularity.PerTensor }, rules.SettingsOf(Node(model, "second")));
    }

    [TestMethod]
    public void An_excluded_node_is_left_alone_by_every_quantizer_with_its_reason()
    {
        var (rules, model, _) = Of(new RecipeRule(First) { Exclude = true, Why = "it is the first" });

        foreach (var scheme in new[] { "Dynamic", "Float16" })
        {
            Assert.AreEqual("it is the first", rules.Excluded(model, scheme).Single().Value);
        }
    }

    [TestMethod]
    public void A_later_include_wins_over_an_exclude()
    {
        var (rules, model, _) = Of(new(All) { Exclude = true }, new(First) { Exclude = false });

        Assert.AreEqual("second", rules.Excluded(model, "Dynamic").Single().Key.Name);
    }

    [TestMethod]
    public void A_scheme_keeps_the_other_quantizers_away()
    {
        var (rules, model, _) = Of(new RecipeRule(First) { Scheme = "Float16" });

        Assert.AreEqual("first", rules.Excluded(model, "Dynamic").Single().Key.Name);
        Assert.IsEmpty(rules.Excluded(model, "Float16"));
    }

    [TestMethod]
    public void A_scheme_only_a_rule_asks_for_takes_that_node_alone()
    {
        var (rules, model, _) = Of(new RecipeRule(First) { Scheme = "Static" });

        CollectionAssert.AreEqual(new[] { "Dynamic", "Float16", "Static" }, rules.Schemes.ToArray());
        Assert.AreEqual("second", rules.Excluded(model, "Static").Single().Key.Name);
    }

    [TestMethod]
    public void A_rule_that_matches_nothing_is_a_warning()
    {
        var (_, _, diagnostics) = Of(new(First) { Exclude = true }, new(new NodePattern("third*", "MatMul", null)) { Exclude = true });

        Assert.AreEqual(Codes.RuleMatchesNothing, diagnostics.Items.Single().Code);
        Assert.Contains("Rule 2 of the recipe (name 'third*', operator 'MatMul')", diagnostics.Items.Single().Message);
    }

    [TestMethod]
    public void A_rule_that_was_not_obeyed_is_reported_with_the_reason()
    {
        var (rules, _, _) = Of(new(First) { Scheme = "Static" }, new(new NodePattern("second", null, null)) { WeightBits = 4 });

        var reasons = rules.Disobeyed([new LayerChoice("second", "MatMul", "Float16")], [new Skipped("first", "the weight is not constant")]).ToList();

        CollectionAssert.AreEqual(new[] { "first", "second" }, reasons.ConvertAll(reason => reason.Node));
        Assert.Contains("Static here, which cannot be done: the weight is not constant", reasons[0].Why);
        Assert.Contains("4 bits here, but the node is Float16", reasons[1].Why);
        Assert.IsEmpty(rules.Disobeyed([new LayerChoice("second", "MatMul", "Dynamic") { Bits = 4 }, new LayerChoice("first", "MatMul", "Static")], []));
    }

    [TestMethod]
    public void Blocks_asked_for_where_no_scheme_has_them_are_reported()
    {
        var (rules, _, _) = Of(new(First) { Granularity = Granularity.PerBlock }, new(new NodePattern("second", null, null)) { BlockSize = 64 });

        var reasons = rules.Disobeyed([new LayerChoice("second", "MatMul", "Dynamic")], [new Skipped("first", "the weight is not constant")]).ToList();

        CollectionAssert.AreEqual(new[] { "first", "second" }, reasons.ConvertAll(reason => reason.Node));
        Assert.AreEqual("the recipe asks for blocks here, but the node is not quantized: the weight is not constant", reasons[0].Why);
        Assert.AreEqual("the recipe asks for blocks here, but the node is Dynamic", reasons[1].Why);
        Assert.IsEmpty(rules.Disobeyed([new LayerChoice("first", "MatMul", "WeightOnly"), new LayerChoice("second", "MatMul", "WeightOnly")], []));
    }

    [TestMethod]
    public void A_scale_a_tensor_is_not_what_weights_in_blocks_have()
    {
        var (rules, _, _) = Of(new(First) { Granularity = Granularity.PerTensor }, new(new NodePattern("second", null, null)) { Granularity = Granularity.PerTensor });

        var reasons = rules.Disobeyed([new LayerChoice("first", "MatMul", "WeightOnly"), new LayerChoice("second", "MatMul", "Dynamic")], []).ToList();

        Assert.AreEqual(new Skipped("first", "the recipe asks for PerTensor here, but the node is WeightOnly"), reasons.Single());
    }

    [TestMethod]
    public void Without_rules_nothing_is_excluded()
    {
        var (rules, model, _) = Of();

        Assert.IsEmpty(rules.Excluded(model, "Dynamic"));
        Assert.AreEqual(new NodeSettings(), rules.SettingsOf(Node(model, "first")));
    }

    private static (NodeRules Rules, Model Model, DiagnosticList Diagnostics) Of(params RecipeRule[] rules)
    {
        var model = GraphText.Parse("""
            input x: float[1,4]
            w = const float[4,4] fill 1
            a = MatMul(x, w)
            b = MatMul(a, w)
            output b
            """);
        model.Graph.Nodes.First().Name = "first";
        model.Graph.Nodes.Last().Name = "second";
        var diagnostics = new DiagnosticList();
        var options = new OptionReader(new OptionDefinitions(new Catalog()), diagnostics).Read(new Dictionary<string, string>(), Path.GetTempPath()) with { Rules = rules };
        return (new NodeRules(model, options, ["Dynamic", "Float16"], diagnostics), model, diagnostics);
    }

    private static Node Node(Model model, string name) => model.Graph.Nodes.Single(node => node.Name == name);
}

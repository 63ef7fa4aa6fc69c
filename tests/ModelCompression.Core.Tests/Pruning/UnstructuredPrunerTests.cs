using ModelCompression.Ir;
using ModelCompression.Pruning;
using ModelCompression.Testing;

namespace ModelCompression.Core.Tests.Pruning;

[TestClass]
public sealed class UnstructuredPrunerTests
{
    private static readonly UnstructuredPruner Magnitude = new(new MagnitudeCriterion(), new GlobalAllocation());

    [TestMethod]
    public void Sets_the_smallest_weights_to_zero_and_keeps_the_others()
    {
        var model = GraphText.Parse("input x: float[N,2] w = const float[2,2] {1, -4, 3, 2} y = MatMul(x, w) output y");
        var plan = Magnitude.Plan(model, 0.5, seed: 0);
        UnstructuredPruner.Apply(model, plan);
        GraphVerifier.Verify(model, "pruning");

        Assert.AreEqual(0.5, plan.Sparsity);
        Assert.IsNull(GraphText.Difference("input x: float[N,2] w = const float[2,2] {0, -4, 3, 0} y = MatMul(x, w) output y", model));
    }

    [TestMethod]
    public void Planning_changes_nothing()
    {
        const string text = "input x: float[N,2] w = const float[2,2] {1, -4, 3, 2} y = MatMul(x, w) output y";
        var model = GraphText.Parse(text);
        Magnitude.Plan(model, 0.5, seed: 0);

        Assert.IsNull(GraphText.Difference(text, model));
    }

    [TestMethod]
    public void A_shared_weight_is_pruned_once_for_all_its_users()
    {
        var model = GraphText.Parse("input x: float[N,2] w = const float[2,2] {1, -4, 3, 2} a = MatMul(x, w) y = MatMul(a, w) output y");
        UnstructuredPruner.Apply(model, Magnitude.Plan(model, 0.5, seed: 0));

        Assert.IsNull(GraphText.Difference("input x: float[N,2] w = const float[2,2] {0, -4, 3, 0} a = MatMul(x, w) y = MatMul(a, w) output y", model));
    }

    [TestMethod]
    public void Keeps_weights_a_caller_may_override_and_says_so()
    {
        var plan = Magnitude.Plan(GraphText.Parse("input x: float[N,2] input w: float[2,2] = {1, -4, 3, 2} y = MatMul(x, w) output y"), 0.5, seed: 0);

        Assert.IsEmpty(plan.Weights);
        Assert.HasCount(1, plan.Skipped);
        Assert.AreEqual(0, plan.Sparsity);
    }

    [TestMethod]
    [DataRow(0.0, 0)]
    [DataRow(1.0, 4)]
    public void The_ends_remove_nothing_and_everything(double sparsity, int removed) => Assert.AreEqual(
        removed, Magnitude.Plan(GraphText.Parse("input x: float[N,2] w = const float[2,2] {1, -4, 3, 2} y = MatMul(x, w) output y"), sparsity, 0).Weights[0].Removed);
}

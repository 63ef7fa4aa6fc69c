namespace ModelCompression.Core.Tests.Quantization.Equalization;

[TestClass]
public sealed class ChannelGroupsTests
{
    private const string First = "input x: float[N,3,8,8] w1 = const float[4,3,1,1] seed 1 b1 = const float[4] seed 2 c1 = Conv(x, w1, b1) ";
    private const string Last = " w2 = const float[5,4,1,1] seed 3 y = Conv(r, w2) output y";

    [TestMethod]
    public void Joins_what_residual_additions_add()
    {
        var groups = Equalized.Groups(First + "w3 = const float[4,4,1,1] seed 4 c2 = Conv(c1, w3) r = Add(c1, c2)" + Last);
        var group = groups.Groups.Single();

        Assert.HasCount(2, group.Producers);
        Assert.HasCount(2, group.Consumers);
        Assert.AreEqual(4, group.Channels);
    }

    [TestMethod]
    public void Keeps_one_group_on_either_side_of_a_depthwise_layer()
    {
        var groups = Equalized.Groups(First + "w3 = const float[4,1,1,1] seed 4 r = Conv(c1, w3) <group=4>" + Last);

        Assert.HasCount(2, groups.Groups);
        Assert.IsTrue(groups.Groups[0].Consumers.Single().IsDepthwise);
    }

    [TestMethod]
    public void Counts_the_features_of_a_channel_behind_flatten()
    {
        var groups = Equalized.Groups(First + "f = Flatten(c1) w2 = const float[256,5] seed 3 y = Gemm(f, w2) output y");

        Assert.AreEqual(64, groups.Groups.Single().Values.Single(pair => pair.Key.Name == "f").Value);
    }

    [TestMethod]
    [DataRow("r = Clip(c1, lo, hi)", "Clip is not known", DisplayName = "Clip with a ceiling")]
    [DataRow("r = Sigmoid(c1)", "Sigmoid is not known", DisplayName = "operator that is not homogeneous")]
    [DataRow("r = com.microsoft.Gelu(c1)", "Gelu is not known", DisplayName = "operator of another domain")]
    [DataRow("r = Relu(c1) output c1", "output of the graph", DisplayName = "graph output")]
    [DataRow("r = Relu(c1) s = Softmax(c1) output s", "Softmax is not known", DisplayName = "second reader that is not known")]
    [DataRow("r = Add(c1, k)", "Add is not known", DisplayName = "one number added to all channels")]
    [DataRow("r = Transpose(c1) <perm=[0,1,3,2]>", "Transpose is not known", DisplayName = "layout change")]
    [DataRow("z = Conv(x, w1) r = Relu(c1) output z", "shared", DisplayName = "shared weight")]
    [DataRow("q = GlobalAveragePool(c1) r = Add(c1, q)", "Add is not known", DisplayName = "addition that broadcasts")]
    [DataRow("r, i = MaxPool(c1) <kernel_shape=[1,1]> output i", "MaxPool is not known", DisplayName = "second output")]
    public void Keeps_channels_that_something_else_sees(string between, string why)
    {
        var groups = Equalized.Groups(First + "lo = const float[] {0} hi = const float[] {6} k = const float[1] {1} " + between + Last);

        Assert.IsEmpty(groups.Groups);
        Assert.Contains(why, string.Join("; ", groups.Skipped.Select(skipped => skipped.Why)));
    }

    [TestMethod]
    public void Keeps_inputs_of_the_graph()
    {
        var groups = Equalized.Groups("input x: float[N,4,8,8] w1 = const float[4,4,1,1] seed 1 c1 = Conv(x, w1) r = Add(x, c1)" + Last);

        Assert.IsEmpty(groups.Groups);
    }

    [TestMethod]
    public void Keeps_values_that_a_subgraph_reads()
    {
        var groups = Equalized.Groups("input p: bool[] " + First + "r = Relu(c1) i = If(p) <then_branch=graph { a = Relu(c1) output a }, else_branch=graph { b = Neg(c1) output b }> output i" + Last);

        Assert.IsEmpty(groups.Groups);
    }

    [TestMethod]
    public void A_convolution_without_group_and_dilations_counts() =>
        Assert.HasCount(1, Equalized.Groups(First + "r = Relu(c1)" + Last).Groups);
}

using ModelCompression.Analysis;
using ModelCompression.Tensors;

namespace ModelCompression.Core.Tests.Analysis;

[TestClass]
public sealed class SliceRangeTests
{
    [TestMethod]
    [DataRow(0L, 8L, 1L, true)]
    [DataRow(-8L, 9L, 1L, true)]
    [DataRow(-7L, 8L, 1L, false)]
    [DataRow(1L, 8L, 1L, false)]
    [DataRow(0L, 7L, 1L, false)]
    [DataRow(0L, -1L, 1L, false)]
    [DataRow(0L, 8L, 2L, false)]
    public void Of_a_known_size(long start, long end, long step, bool keeps) =>
        Assert.AreEqual(keeps, SliceRange.KeepsAll(Dimension.Of(8), start, end, step));

    [TestMethod]
    [DataRow(0L, long.MaxValue, true)]
    [DataRow(0L, (long)int.MaxValue, true)]
    [DataRow(0L, 1000000L, false)]
    [DataRow(-1000000L, long.MaxValue, false)]
    public void Of_an_unknown_size_only_without_an_end(long start, long end, bool keeps) =>
        Assert.AreEqual(keeps, SliceRange.KeepsAll(Dimension.Named("N"), start, end, step: 1));
}

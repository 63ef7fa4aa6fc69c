using ModelCompression.Compression;

namespace ModelCompression.Core.Tests.Compression;

[TestClass]
public sealed class CacheKeyTests
{
    [TestMethod]
    public void Does_not_depend_on_the_order_of_the_parts() => Assert.AreEqual(
        new CacheKey().With("a", "1").With("b", "2").ToString(), new CacheKey().With("b", "2").With("a", "1").ToString());

    [TestMethod]
    public void Text_cannot_move_from_one_part_to_another() => Assert.AreNotEqual(
        new CacheKey().With("a", "1\n1:b1:2").ToString(), new CacheKey().With("a", "1").With("b", "2").ToString());

    [TestMethod]
    public void Is_64_lower_case_hex_digits() => Assert.MatchesRegex("^[0-9a-f]{64}$", new CacheKey().With("a", "1").ToString());

    [TestMethod]
    public void A_part_given_twice_is_a_bug() => Assert.ThrowsExactly<ArgumentException>(() => new CacheKey().With("a", "1").With("a", "1"));
}

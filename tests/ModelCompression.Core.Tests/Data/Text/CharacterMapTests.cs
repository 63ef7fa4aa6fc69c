using ModelCompression.Data.Text;

namespace ModelCompression.Core.Tests.Data.Text;

[TestClass]
public sealed class CharacterMapTests
{
    [TestMethod]
    [DataRow("Q", "Q", "bc")]
    [DataRow("aQQé\U0001F600Q", "Q", "abcbcé\U0001F600bc")]
    [DataRow("aQb", "q", "aQb")]
    [DataRow("", "Q", "")]
    public void Characters_become_texts_and_others_stay(string text, string from, string expected) => Assert.AreEqual(expected, CharacterMap.Read(SentencePieces.CharsMap(from[0], "bc")).Apply(text));

    [TestMethod]
    public void An_empty_text_takes_a_character_out() => Assert.AreEqual("ab", CharacterMap.Read(SentencePieces.CharsMap('Q', "")).Apply("QaQbQ"));

    [TestMethod]
    public void A_lone_half_of_a_character_is_replaced() => Assert.AreEqual("a\uFFFDb", CharacterMap.Read(SentencePieces.CharsMap('Q', "x")).Apply("a\uD800b"));

    [TestMethod]
    [DataRow(new byte[] { })]
    [DataRow(new byte[] { 0, 0, 0, 0 })]
    [DataRow(new byte[] { 3, 0, 0, 0, 1, 1, 1, 1 })]
    [DataRow(new byte[] { 8, 0, 0, 0, 1, 1, 1, 1 })]
    [DataRow(new byte[] { 255, 255, 255, 255, 1, 1, 1, 1 })]
    public void A_damaged_table_is_refused(byte[] table) => Assert.Contains("damaged", Assert.ThrowsExactly<VocabularyException>(() => CharacterMap.Read(table)).Message);

    /// <summary>Units that point anywhere lead nowhere.</summary>
    [TestMethod]
    public void Random_tables_do_no_harm()
    {
        var random = new Random(1);
        for (var i = 0; i < 200; i++)
        {
            var trie = new byte[64 * sizeof(uint)];
            random.NextBytes(trie);
            var map = CharacterMap.Read([.. BitConverter.GetBytes(trie.Length), .. trie, .. "abc"u8]);

            Assert.IsNotNull(map.Apply("some text é \U0001F600"));
        }
    }
}

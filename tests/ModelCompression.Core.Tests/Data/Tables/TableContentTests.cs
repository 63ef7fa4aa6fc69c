using ModelCompression.Data.Tables;

namespace ModelCompression.Core.Tests.Data.Tables;

[TestClass]
public sealed class TableContentTests
{
    [TestMethod]
    [DataRow("path,label\nx.png,0\n", "Images")]
    [DataRow("label,path,score\n0,x.png,1\n", "Images")]
    [DataRow("path,text\nx.png,a\n", "Images")]
    [DataRow("text\na\n", "Texts")]
    [DataRow("label,text,score\n0,a,1\n", "Texts")]
    [DataRow("a,b,4.25\n", "Pairs")]
    [DataRow("path,text,4.25\n", "Pairs")]
    [DataRow("first,second,Score\n", "Pairs")]
    [DataRow("a,b\n", "Images")]
    [DataRow("a,b,c\n", "Images")]
    [DataRow("\"a,b,1\n", "Images")]
    [DataRow("", "Images")]
    [DataRow("path,label\nx.wav,0\n", "Recordings")]
    [DataRow("text,path\na,X.WAV\n", "Recordings")]
    [DataRow("path\nx.wav\n", "Recordings")]
    [DataRow("path\nx.wav.png\n", "Images")]
    [DataRow("path\n", "Images")]
    [DataRow("path,start,end\nx.wav,0,1\n", "Segments")]
    [DataRow("path,end\nx.wav,1\n", "Segments")]
    [DataRow("path,start,end\nx.png,0,1\n", "Images")]
    public void The_first_rows_tell(string text, string expected)
    {
        using var folder = new DataFolder();

        Assert.AreEqual(expected, TableContents.Of(folder.Write("table.csv", text)).ToString());
    }

    [TestMethod]
    public void A_pointer_is_no_table()
    {
        using var folder = new DataFolder();
        var path = folder.Write("table.csv", "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");

        Coded.Error("MC2003", () => TableContents.Of(path), "git lfs pull");
    }
}

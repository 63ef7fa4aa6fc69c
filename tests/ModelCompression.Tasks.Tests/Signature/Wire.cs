using System.Text;

namespace ModelCompression.Tasks.Tests.Signature;

/// <summary>Writes protocol-buffer fields byte by byte, wrong ones too.</summary>
internal static class Wire
{
    public static byte[] Join(params byte[][] parts)
    {
        using var all = new MemoryStream();
        foreach (var part in parts)
        {
            all.Write(part);
        }

        return all.ToArray();
    }

    public static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }

    public static byte[] Tag(int field, int wireType) => Varint(((ulong)field << 3) | (uint)wireType);

    public static byte[] Number(int field, long value) => Join(Tag(field, 0), Varint(unchecked((ulong)value)));

    public static byte[] Message(int field, params byte[][] parts)
    {
        var content = Join(parts);
        return Join(Tag(field, 2), Varint((ulong)content.Length), content);
    }

    public static byte[] Text(int field, string text) => Message(field, Encoding.UTF8.GetBytes(text));

    /// <summary>A ValueInfoProto in the field, of a TypeProto with these fields.</summary>
    public static byte[] Value(int field, string name, params byte[][] type) => Message(field, Text(1, name), Message(2, type));

    /// <summary>A TensorProto in the field, with its data in a file.</summary>
    public static byte[] External(int field, string name, string location) =>
        Message(field, Text(8, name), Number(14, 1), Message(13, Text(1, "offset"), Text(2, "0")), Message(13, Text(1, "location"), Text(2, location)));

    /// <summary><paramref name="depth"/> graphs in each other, as a field of a graph.</summary>
    public static byte[] NestedGraphs(int depth)
    {
        byte[] graph = [];
        for (var i = 0; i < depth; i++)
        {
            graph = Message(1, Message(5, Message(6, graph)));
        }

        return graph;
    }
}

using System.Collections;

namespace ModelCompression.Analysis.Shapes;

/// <summary>The indices from, from + step, ... of a slice.</summary>
internal sealed class IndexRange(long from, long step, long count) : IReadOnlyCollection<long>
{
    public int Count { get; } = checked((int)count);

    public IEnumerator<long> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
        {
            yield return from + (i * step);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

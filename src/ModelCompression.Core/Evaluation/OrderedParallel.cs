using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace ModelCompression.Evaluation;

/// <summary>
/// Work on a sequence by several workers whose results are taken in the sequence's order, so that sums do not depend on the number of workers. Items are
/// drawn and results taken by one thread at a time. The first failure in the order of the items ends the work.
/// </summary>
/// <param name="items">The sequence; read once.</param>
/// <param name="take">Gets each item with its result, in order.</param>
internal sealed class OrderedParallel<TItem, TResult>(IEnumerable<TItem> items, Action<TItem, TResult> take, CancellationToken cancellation)
{
    private readonly object _gate = new();
    private readonly SortedDictionary<int, (TItem Item, TResult Result)> _waiting = [];
    private IEnumerator<TItem>? _source;
    private int _maxAhead;
    private int _drawn;
    private int _taken;
    private int _failedAt = int.MaxValue;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Runs <paramref name="work"/> on all items, each worker on a thread of its own.</summary>
    /// <param name="workers">What each thread works with; one or more.</param>
    public void Run<TWorker>(IReadOnlyList<TWorker> workers, Func<TWorker, TItem, TResult> work)
    {
        using var source = items.GetEnumerator();
        _source = source;
        _maxAhead = workers.Count * 4;
        var threads = workers.Skip(1).Select(worker => new Thread(() => Work(worker, work)) { IsBackground = true }).ToList();
        threads.ForEach(thread => thread.Start());
        Work(workers[0], work);
        threads.ForEach(thread => thread.Join());
        _failure?.Throw();
    }

    private void Work<TWorker>(TWorker worker, Func<TWorker, TItem, TResult> work)
    {
        while (TryDraw(out var index, out var item))
        {
            try
            {
                Finish(index, item, work(worker, item));
            }
            catch (Exception e)
            {
                Fail(index, e); // thrown again once all workers have stopped
            }
        }
    }

    private bool TryDraw(out int index, [MaybeNullWhen(false)] out TItem item)
    {
        lock (_gate)
        {
            while (_drawn - _taken >= _maxAhead && _failure is null)
            {
                Monitor.Wait(_gate);
            }

            index = _drawn;
            item = default;
            try
            {
                cancellation.ThrowIfCancellationRequested();
                if (_failure is not null || _source is null || !_source.MoveNext())
                {
                    return false;
                }

                item = _source.Current;
                _drawn++;
                return true;
            }
            catch (Exception e)
            {
                Fail(index, e);
                return false;
            }
        }
    }

    private void Finish(int index, TItem item, TResult result)
    {
        lock (_gate)
        {
            _waiting.Add(index, (item, result));
            while (_taken < _failedAt && _waiting.Remove(_taken, out var next))
            {
                try
                {
                    take(next.Item, next.Result);
                    _taken++;
                }
                catch (Exception e)
                {
                    Fail(_taken, e);
                }
            }

            Monitor.PulseAll(_gate);
        }
    }

    private void Fail(int index, Exception e)
    {
        lock (_gate)
        {
            if (index < _failedAt)
            {
                _failedAt = index;
                _failure = ExceptionDispatchInfo.Capture(e);
            }

            Monitor.PulseAll(_gate);
        }
    }
}

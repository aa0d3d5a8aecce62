namespace Egide.Web.Tde.Postings;

/// <summary>Goes through the postings of one key in one run, the newest first, and looks others up on the way.</summary>
internal sealed class Walk(Run run)
{
    private Posting[] _block = [];
    private int _number = -1;
    private int _at;

    public Run Run => run;

    /// <summary>Where it stands; valid after <see cref="MoveAfter"/> or <see cref="Next"/> said so.</summary>
    public Posting Current => _block[_at];

    /// <summary>Goes to the first posting after another; false when it is of another key.</summary>
    public bool MoveAfter(Posting other)
    {
        Load(run.BlockOf(other));
        _at = Run.After(_block, other) - 1;
        return Next(other.Key);
    }

    /// <summary>Goes to the next posting of a key; false when there is none.</summary>
    public bool Next(ulong key)
    {
        if (++_at >= _block.Length)
        {
            if (_number + 1 >= run.Blocks) return false;
            Load(_number + 1);
            _at = 0;
        }

        return Current.Key == key;
    }

    /// <summary>Whether the run holds a posting.</summary>
    public bool Has(Posting posting)
    {
        Load(run.BlockOf(posting));
        return Array.BinarySearch(_block, posting) >= 0;
    }

    private void Load(int number)
    {
        if (number == _number) return;
        _block = run.Block(number);
        _number = number;
    }
}
